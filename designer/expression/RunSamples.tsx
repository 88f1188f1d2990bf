import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Flow, Page, RunInfo } from '../../server/http/api.ts';
import { call, query } from '../api/client.ts';
import { instantOf } from '../show/moment.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { expression } from '../text/en/expression.ts';
import { type Pin, usePinnedSample } from './pinned-sample.ts';
import { SampleRow } from './SampleRow.tsx';

const words = expression.sample;
const mostShown = 20;

/** Past runs of the flow, found by order number or another key. */
export function RunSamples({ flow, onChoose }: { flow: Pick<Flow, 'id'>; onChoose: (pin: Pin) => void }) {
  const [typed, setTyped] = useState('');
  const [key, setKey] = useState('');
  const [pin] = usePinnedSample(flow.id);
  const runs = useQuery({
    queryKey: ['runs', 'to-pin', flow.id, key],
    queryFn: ({ signal }) => call<Page<RunInfo>>(`/api/runs${query({ flow: flow.id, key, limit: mostShown })}`, { signal }).then((page) => page.items),
    staleTime: 10_000,
  });
  const find = (event: FormEvent) => {
    event.preventDefault();
    setKey(typed.trim());
  };
  return (
    <>
      <form className="sample-find" onSubmit={find}>
        <TextInput label={words.find} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit">{words.findRuns}</Button>
      </form>
      {runs.isPending ? <Bones rows={4} /> : null}
      {runs.isError ? <PanelError title={words.runsFailed} error={runs.error} onAgain={() => void runs.refetch()} /> : null}
      {runs.data?.length === 0 ? <p className="hint">{words.noRuns(key)}</p> : null}
      <ul className="sample-list">
        {(runs.data ?? []).map(({ id, keys, startedAt, status }) => (
          <SampleRow
            key={id}
            name={keys[0] ?? id}
            more={`${status}, ${instantOf(startedAt)}`}
            isPinned={pin?.kind === 'run' && pin.id === id}
            onChoose={() => onChoose({ kind: 'run', id, key: keys[0] ?? id })}
          />
        ))}
      </ul>
    </>
  );
}
