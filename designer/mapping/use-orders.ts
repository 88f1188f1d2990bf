import { type QueryFunction, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ExampleAnswer, Page, RunInfo } from '../../server/http/api.ts';
import { call, query } from '../api/client.ts';
import { evaluate, exampleQuery, useSamples } from '../api/expressions.ts';
import { type Pin, usePinnedSample } from '../expression/pinned-sample.ts';
import { mapping as words } from '../text/en/mapping.ts';
import type { Answered, Asked } from './result.ts';
import type { SampleData } from './source-tree.ts';

/** One order to look at. */
export interface OrderData {
  id: string;
  name: string;
  isRun: boolean;
  data: SampleData;
}

const most = 20;

export interface Orders {
  /** The chosen one first named by `chosen`, the others newest first. */
  orders: OrderData[];
  chosen: OrderData | undefined;
  isPending: boolean;
  error: Error | null;
  again(): void;
  choose(id: string): void;
}

/** The last real orders of a flow; its samples where there are none, an invented one where there are neither. */
export function useOrders(flow: string): Orders {
  const [pin, setPin] = usePinnedSample(flow);
  const runs = useQuery({
    queryKey: ['runs-newest', 'mapping', flow],
    queryFn: ({ signal }) => call<Page<RunInfo>>(`/api/runs${query({ flow, limit: most })}`, { signal }),
    staleTime: 30_000,
  });
  const samples = useSamples(flow);
  const asks = useMemo((): Pin[] => {
    const real = runs.data?.items ?? [];
    if (real.length > 0) return real.map(({ id, keys }) => ({ kind: 'run', id, key: keys[0] ?? id }));
    return (samples.data ?? []).slice(0, most).map(({ id, name }) => ({ kind: 'sample', id, name }));
  }, [runs.data, samples.data]);
  const examples = useQueries({
    queries: asks.map((ask) => exactly(flow, ask)),
    combine: (results) => results.map(({ data, error, isPending }) => ({ data, error, isPending })),
  });
  const none = runs.isSuccess && samples.isSuccess && asks.length === 0;
  const pinned = useQuery({ ...exactly(flow, pin), enabled: pin !== undefined || none }).data;
  const orders = useMemo(() => examples.flatMap(({ data }, at) => (data && asks[at] ? [orderOf(asks[at], data)] : [])), [examples, asks]);
  const alone = useMemo(() => pinned && orderOf(pin ?? { kind: 'json', name: pinned.name, body: null }, pinned), [pin, pinned]);
  const chosen = orders.find(({ id }) => id === (pin && idOf(pin))) ?? (pin || orders.length === 0 ? alone : undefined) ?? orders[0];
  const error = runs.error ?? examples.find((one) => one.error)?.error ?? null;
  return {
    orders,
    chosen,
    isPending: runs.isPending || examples.some((one) => one.isPending),
    error: orders.length === 0 ? error : null,
    again: () => void Promise.all([runs.refetch(), samples.refetch()]),
    choose: (id) => setPin(asks.find((ask) => idOf(ask) === id)),
  };
}

/** The example of one order and no other: the answer to the question before would stand under a wrong name. */
function exactly(flow: string, pin: Pin | undefined) {
  const { queryKey, queryFn } = exampleQuery(flow, pin ? askOf(pin) : {});
  return queryOptions<ExampleAnswer>({
    queryKey: [...queryKey],
    queryFn: queryFn as QueryFunction<ExampleAnswer>, // a key of another type is all that differs
    staleTime: 30_000,
    retry: false,
  });
}

const idOf = (pin: Pin): string => (pin.kind === 'json' ? pin.name : pin.id);
const askOf = (pin: Pin) => (pin.kind === 'run' ? { run: pin.id } : pin.kind === 'sample' ? { sample: pin.id } : { body: pin.body });

function orderOf(pin: Pin, { name, trigger, order, steps, run, item }: ExampleAnswer): OrderData {
  return {
    id: idOf(pin) || words.invented,
    name: name || words.invented,
    isRun: pin.kind === 'run',
    data: { trigger, order, steps, run, ...(item === undefined ? {} : { item }) },
  };
}

/** What the expressions give for each order; the last answer stays until the next is there. */
export function useAnswers(flow: string, orders: readonly OrderData[], asked: readonly Asked[]): (Answered[] | undefined)[] {
  const text = JSON.stringify(asked);
  return useQueries({
    queries: orders.map(({ id, data }) => ({
      queryKey: ['evaluate', flow, id, text],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Answered[]> => {
        if (asked.length === 0) return [];
        const { trigger = null, order = null, steps, run, item } = data;
        const sample = {
          trigger,
          order,
          steps: (steps ?? {}) as Record<string, never>,
          run: (run ?? {}) as Record<string, never>,
          ...(item === undefined ? {} : { item }),
        };
        const expressions = asked.slice(0, most * 10).map(({ source }, at) => ({ id: String(at), source }));
        const { items } = await evaluate({ flow, expressions, sample }, signal);
        return items.map((item) => ({ ...item, id: asked[Number(item.id)]!.id })); // a pointer may be empty, the id of an expression may not
      },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      placeholderData: (before: Answered[] | undefined) => before,
      retry: false,
    })),
    combine: (results) => results.map(({ data }) => data),
  });
}
