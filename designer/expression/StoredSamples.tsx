import type { Flow } from '../../server/http/api.ts';
import { useSamples } from '../api/deliveries.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { expression } from '../text/en/expression.ts';
import { type Pin, usePinnedSample } from './pinned-sample.ts';
import { SampleRow } from './SampleRow.tsx';
import { shippedSamples } from './shipped-samples.ts';

const words = expression.sample;

/** Samples that were kept for the flow, and those that come with the hub. */
export function StoredSamples({ flow, onChoose }: { flow: Pick<Flow, 'id'>; onChoose: (pin: Pin) => void }) {
  const samples = useSamples(flow.id);
  const [pin] = usePinnedSample(flow.id);
  if (samples.isPending) return <Bones rows={4} />;
  return (
    <>
      {samples.isError ? <PanelError title={words.failed} error={samples.error} onAgain={() => void samples.refetch()} /> : null}
      <ul className="sample-list">
        {(samples.data ?? []).map(({ id, name, by }) => (
          <SampleRow
            key={id}
            name={name}
            more={words.stored(by)}
            isPinned={pin?.kind === 'sample' && pin.id === id}
            onChoose={() => onChoose({ kind: 'sample', id, name })}
          />
        ))}
        {shippedSamples(flow).map(({ name, body }) => (
          <SampleRow
            key={name}
            name={name}
            more={words.shipped}
            isPinned={pin?.kind === 'json' && pin.name === name}
            onChoose={() => onChoose({ kind: 'json', name, body })}
          />
        ))}
      </ul>
    </>
  );
}
