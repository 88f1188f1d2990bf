import { useQuery } from '@tanstack/react-query';
import type { ExampleAnswer, ExampleAsk, Flow } from '../../server/http/api.ts';
import { exampleQuery } from '../api/expressions.ts';
import { drawnFor } from './drawn-for.ts';
import { type Pin, usePinnedSample } from './pinned-sample.ts';

export interface Example {
  data: ExampleAnswer | undefined;
  isPending: boolean;
  /** What is pinned; the newest run, a stored sample or a made-up one when nothing is. */
  pin: Pin | undefined;
  /** Changes with the data. */
  version: string;
}

/** The data a node would look at in the pinned sample; of all nodes when none is named. */
export function useExample(flow: Flow, node?: string): Example {
  const [pin] = usePinnedSample(flow.id);
  const answer = useQuery(exampleQuery(flow.id, { ...askOf(pin), ...(node === undefined ? {} : { node }), drawing: drawnFor(flow, node) }));
  return { data: answer.data, isPending: answer.isPending, pin, version: `${flow.id} ${node ?? ''} ${answer.dataUpdatedAt}` };
}

function askOf(pin: Pin | undefined): ExampleAsk {
  if (pin === undefined) return {};
  return pin.kind === 'json' ? { body: pin.body } : { [pin.kind]: pin.id };
}
