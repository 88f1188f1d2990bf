import { ChevronRight, CircleX, Pin as PinIcon } from 'lucide-react';
import { useState } from 'react';
import { isMoney } from '../../flows/flow.ts';
import type { Flow } from '../../server/http/api.ts';
import { expression as words } from '../text/en/expression.ts';
import { nameOfPin } from './pinned-sample.ts';
import { SamplePicker } from './SamplePicker.tsx';
import { sayValue } from './say-value.ts';
import type { Example } from './use-example.ts';
import type { Live } from './use-value.ts';

/** Under an expression: what it gives on the sample, or why it gives nothing. */
export function ValueLine({ live, example, flow, label, id }: { live: Live; example: Example; flow: Flow; label: string; id: string }) {
  const [isOpen, setOpen] = useState(false);
  if (live.kind === 'problem')
    return (
      <p className="expr-line expr-wrong" id={id}>
        <CircleX size={13} aria-hidden />
        <span>
          {isNamed(live.problem.message, live.problem.path) ? '' : words.value.at(live.problem.path)}
          {live.problem.message}
        </span>
      </p>
    );
  if (live.kind === 'no-sample')
    return (
      <p className="expr-line" id={id}>
        <PinIcon size={13} aria-hidden />
        <span>{words.value.noSample}</span>
        <SamplePicker flow={flow}>{words.value.pick}</SamplePicker>
      </p>
    );
  if (live.kind === 'finds-nothing')
    return (
      <p className="expr-line" id={id}>
        <PinIcon size={13} aria-hidden />
        <SampleName flow={flow} example={example} />
        <span className="expr-value">{words.value.finds}</span>
      </p>
    );
  if (live.kind !== 'value')
    return (
      <p className="expr-line" id={id}>
        <PinIcon size={13} aria-hidden />
        <span>{words.value[live.kind]}</span>
      </p>
    );
  const said = sayValue(live.value);
  const isDeep = typeof live.value === 'object' && live.value !== null && !isMoney(live.value);
  return (
    <>
      <p className="expr-line" id={id} data-old={live.isOld || undefined}>
        <PinIcon size={13} aria-hidden />
        <SampleName flow={flow} example={example} />
        <span className="expr-value cut" title={said}>
          {said}
        </span>
        {isDeep ? (
          <button
            type="button"
            className="expr-open"
            aria-expanded={isOpen}
            aria-label={isOpen ? words.value.hide : words.value.show}
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronRight size={14} aria-hidden />
          </button>
        ) : null}
      </p>
      {isDeep && isOpen ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        <section className="expr-whole" tabIndex={0} aria-label={words.value.whole(label)}>
          <pre className="mono">
            {JSON.stringify(live.value, null, 2)}
            {live.isCut ? `\n… ${words.cut}` : ''}
          </pre>
        </section>
      ) : null}
    </>
  );
}

/** Whose value it is; another sample is a click away. */
const SampleName = ({ flow, example }: { flow: Flow; example: Example }) => (
  <span className="expr-of">
    <SamplePicker flow={flow} className="sample-button expr-name">
      {nameOf(example)}
    </SamplePicker>
    :
  </span>
);

/** The failure says its place itself. */
const isNamed = (message: string, path: string): boolean => path !== '' && message.includes(path);

/** What the value is of: the key of the order, the name of the sample. */
export function nameOf({ pin, data }: Example): string {
  if (data === undefined) return words.value.pick;
  if (data.origin === 'made') return words.value.made;
  if (data.origin === 'given') return pin ? nameOfPin(pin) : words.value.pasted;
  return data.name;
}
