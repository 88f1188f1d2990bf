import { Button } from '@mantine/core';
import { Check, ChevronDown, CircleCheck, CircleX, RotateCcw, X } from 'lucide-react';
import type { ConnectionTest } from '../../server/http/api.ts';
import { clockOf, spanOf } from '../show/moment.ts';
import { say } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { headlineOf, type Way, waysOut } from './test-words.ts';

const words = en.connectors.test;

export interface TestPanelProps {
  system: string;
  secrets: { name: string; title: string }[];
  test: { data: ConnectionTest | undefined; isPending: boolean; error: Error | null; submittedAt: number };
  onTest: () => void;
  /** Opens the field that a way out names; `undefined` is the first setting. */
  onField: (secret: string | undefined) => void;
}

/** Tries the connection and says how far it got, what that means, and what helps. */
export function TestPanel({ system, secrets, test, onTest, onField }: TestPanelProps) {
  const { data: result, isPending, error, submittedAt } = test;
  return (
    <section className="card test" aria-label={words.title}>
      <div className="card-head">
        <h2>{words.title}</h2>
        <Button className="push" leftSection={<RotateCcw size={14} />} loading={isPending} onClick={onTest}>
          {result ? words.again : words.go}
        </Button>
      </div>
      <div className="card-body">
        <p className="hint">{words.lead(system)}</p>
        <div role="status" aria-live="polite">
          {isPending ? (
            <Bones rows={2} />
          ) : result ? (
            <Result result={result} ways={waysOut(result, system, secrets)} onTest={onTest} onField={onField} />
          ) : null}
        </div>
        {!isPending && error ? <PanelError title={words.failed} error={error} onAgain={onTest} /> : null}
        {!isPending && !result && !error ? <p className="quiet test-none">{words.untested}</p> : null}
      </div>
      {result && !isPending && result.tried.length > 0 ? (
        <>
          <div className="test-tried-head">
            <h3>{words.tried}</h3>
            <span className="hint num">
              {clockOf(submittedAt)}, {words.inAll(spanOf(result.ms))}
            </span>
          </div>
          <ol className="test-tried">
            {result.tried.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: calls of one test are never moved
              <li key={at}>
                {step.ok ? <Check size={15} color="var(--completed)" aria-hidden /> : <X size={15} color="var(--parked)" aria-hidden />}
                <span className="mono test-call">{step.call}</span>
                <span className="test-answer">{step.answer}</span>
                <span className="num quiet">{spanOf(step.ms)}</span>
              </li>
            ))}
          </ol>
          {result.tried.some(({ text }) => text) ? (
            <details className="test-raw">
              <summary>
                <ChevronDown size={15} aria-hidden />
                {words.raw} <span className="hint">{words.rawHint}</span>
              </summary>
              <pre className="mono">{result.tried.map(({ call, answer, text }) => `${call}\n${answer}  ${text ?? ''}`).join('\n\n')}</pre>
            </details>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function Result({ result, ways, onTest, onField }: { result: ConnectionTest; ways: Way[] } & Pick<TestPanelProps, 'onTest' | 'onField'>) {
  const Icon = result.ok ? CircleCheck : CircleX;
  const act = (way: Way) => {
    if (way.act === 'copy') void navigator.clipboard?.writeText(way.text).then(() => say(words.copied));
    else if (way.act === 'again') onTest();
    else onField(way.act === 'replace' ? way.field : undefined);
  };
  return (
    <div className="test-result" data-ok={result.ok || undefined}>
      <Icon size={18} color={result.ok ? 'var(--completed)' : 'var(--parked)'} aria-hidden />
      <div>
        <h3>{headlineOf(result)}</h3>
        <p>{result.words}</p>
        {ways.length > 0 ? (
          <>
            <p className="test-helps">{ways.length === 1 ? words.helpsOne : words.helps}</p>
            <ol>
              {ways.map((way) => (
                <li key={way.says}>
                  {way.says}{' '}
                  <Button size="xs" variant="subtle" onClick={() => act(way)}>
                    {way.go}
                  </Button>
                </li>
              ))}
            </ol>
          </>
        ) : null}
      </div>
    </div>
  );
}
