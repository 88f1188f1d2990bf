import { Pin } from 'lucide-react';
import { useState } from 'react';
import type { Flow, Json } from '../../../server/http/api.ts';
import { SamplePicker } from '../../expression/SamplePicker.tsx';
import { useExample } from '../../expression/use-example.ts';
import { nameOf } from '../../expression/ValueLine.tsx';
import { Bones } from '../../states/Bones.tsx';
import { form as words } from '../../text/en/form.ts';
import { rootsOf } from '../data-roots.ts';

const { data: said } = words;

/** What a node may look at, with the values of the pinned sample, and the words an expression calls them by. */
export default function DataPart({ id, flow }: { id: string; flow: Flow }) {
  const example = useExample(flow, id);
  const { data } = example;
  return (
    <section className="form-part" aria-label={words.tabs.data}>
      <p className="form-pin">
        <Pin size={14} aria-hidden />
        {said.sample} <SamplePicker flow={flow}>{nameOf(example)}</SamplePicker>
      </p>
      {example.isPending ? <Bones rows={4} /> : null}
      {data
        ? rootsOf(data, flow).map(({ name, title, origin, value }) => <Root key={name} name={name} title={title} made={origin === 'made'} value={value} />)
        : null}
      {!example.isPending && !data ? <p className="hint">{said.none}</p> : null}
    </section>
  );
}

function Root({ name, title, made, value }: { name: string; title: string; made: boolean; value: Json }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="form-data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <b className="mono">{name}</b> {title}
        {made ? <span className="form-kind">{said.made}</span> : null}
      </summary>
      {isOpen ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
        <section className="form-json mono" aria-label={name} tabIndex={0}>
          {JSON.stringify(value, null, 2)}
        </section>
      ) : null}
    </details>
  );
}
