import { Tabs } from '@mantine/core';
import { Copy, PenLine, Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import type { Flow, Json, TryStep } from '../../server/http/api.ts';
import { tryWords as words } from '../text/en/try.ts';
import { Compare } from './Compare.tsx';
import { OwnAnswer } from './OwnAnswer.tsx';
import { answering } from './try-state.ts';
import type { Trial } from './use-try.ts';

/** What went into a step, what came out, what it called, and how that is in the real order. */
export function StepData({ flow, trial, step }: { flow: Flow; trial: Trial; step: TryStep }) {
  const pin = trial.pin;
  return (
    <Tabs className="try-tabs" defaultValue="output" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="input">{words.input}</Tabs.Tab>
        <Tabs.Tab value="output">{words.output}</Tabs.Tab>
        {pin?.kind === 'run' && <Tabs.Tab value="compare">{words.compare}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="input">
        <JsonText name={`${words.input} ${step.node}`} value={step.input} none={words.noInput} />
        {step.calls && step.calls.length > 0 && (
          <>
            <h3>{words.calls}</h3>
            <JsonText name={words.calls} value={step.calls as unknown as Json} none="" /> {/* requests are plain JSON */}
          </>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="output">
        <Output flow={flow} trial={trial} step={step} />
      </Tabs.Panel>
      {pin?.kind === 'run' && (
        <Tabs.Panel value="compare">
          <Compare run={pin.id} step={step} />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}

function Output({ flow, trial, step }: { flow: Flow; trial: Trial; step: TryStep }) {
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const { node, output, port, effect, source, error, attempts } = step;
  const isPinned = trial.state.answers[node] !== undefined;
  const copy = () => {
    void navigator.clipboard?.writeText(JSON.stringify(output ?? null, null, 2));
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  const pin = () =>
    trial.change((now) => answering(now, node, isPinned ? undefined : { kind: 'mine', output: output ?? {}, ...(port === undefined ? {} : { port }) }));
  return (
    <>
      <div className="try-output-head">
        <b className="mono">steps.{node}</b>
        <span className="flow-bar-push" />
        {effect && output !== undefined && (
          <button type="button" className="try-act" title={words.pinHint} onClick={pin}>
            {isPinned ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
            {isPinned ? words.unpin : words.pin}
          </button>
        )}
        {output !== undefined && (
          <button type="button" className="try-act" onClick={copy}>
            <Copy size={14} aria-hidden />
            {copied ? words.copied : words.copy}
          </button>
        )}
      </div>
      {source === 'nobody' && <p className="try-note">{words.nobodyHint}</p>}
      {attempts.length > 0 && (
        <p className="try-note">
          {words.failed(attempts.length)}: {attempts.at(-1)?.error.message}
        </p>
      )}
      {error && attempts.length === 0 && <p className="try-note">{error.message}</p>}
      <JsonText name={`steps.${node}`} value={output} none={words.noOutput} />
      {effect && (
        <button type="button" className="try-link" onClick={() => setAsking(true)}>
          <PenLine size={13} aria-hidden /> {words.mine}
        </button>
      )}
      {asking && (
        <OwnAnswer
          flow={flow}
          step={step}
          given={trial.state.answers[node]}
          onUse={(answer) => {
            trial.change((now) => answering(now, node, answer));
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

export function JsonText({ name, value, none }: { name: string; value: Json | undefined; none: string }) {
  if (value === undefined || value === null) return <p className="try-none">{none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className="try-json" tabIndex={0} aria-label={name}>
      <pre className="mono">{JSON.stringify(value, null, 2)}</pre>
    </section>
  );
}
