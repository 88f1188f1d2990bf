import { queryOptions, useQuery } from '@tanstack/react-query';
import type {
  Flow,
  Json,
  MakeTestAnswer,
  MakeTestAsk,
  Page,
  RunInfo,
  RunTestsAnswer,
  StepInfo,
  TemplateDetail,
  TemplateInfo,
  TryAnswer,
  TryAsk,
} from '../../server/http/api.ts';
import { ApiError, call, query } from './client.ts';

const pathOf = (flow: string): string => `/api/flows/${encodeURIComponent(flow)}`;

/** One try, played from its beginning: the same ask has the same answer, so it is kept. */
export const tryQuery = (flow: string, ask: TryAsk) =>
  queryOptions({
    queryKey: ['try', flow, ask],
    queryFn: ({ signal }) => call<TryAnswer>(`${pathOf(flow)}/try`, { method: 'POST', body: ask, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 300_000,
    // Others try flows at the same time: their turn is over soon.
    retry: (times, error) => error instanceof ApiError && error.status === 503 && times < 3,
    retryDelay: 1_000,
  });

/** A test made of a try; the drawing keeps it. */
export const makeTest = (flow: string, ask: MakeTestAsk) => call<MakeTestAnswer>(`${pathOf(flow)}/tests`, { method: 'POST', body: ask });

/** What the tests of a drawing say, all of them or one. */
export const runTests = (drawing: Flow, test?: string) =>
  call<RunTestsAnswer>(`${pathOf(drawing.id)}/tests/run`, { method: 'POST', body: { flow: drawing, ...(test === undefined ? {} : { test }) } });

/** Orders that really ran, newest first. */
export const usePastOrders = (flow: string) =>
  useQuery({
    queryKey: ['runs-newest', 'try', flow],
    queryFn: ({ signal }) => call<Page<RunInfo>>(`/api/runs${query({ flow, limit: 8 })}`, { signal }).then((page) => page.items),
    staleTime: 10_000,
  });

/** The newest run of a flow that carries a key. */
export const findOrder = (flow: string, key: string) => call<Page<RunInfo>>(`/api/runs${query({ flow, key, limit: 1 })}`).then((page) => page.items[0]);

/** The first message of a shipped flow; nothing for a flow of one's own. */
export const useShippedSample = (flow: string) =>
  useQuery({
    queryKey: ['templates', flow, 'sample'],
    queryFn: async ({ signal }): Promise<Json | null> => {
      const shipped = await call<Page<TemplateInfo>>('/api/templates', { signal });
      if (!shipped.items.some(({ id }) => id === flow)) return null;
      return (await call<TemplateDetail>(`/api/templates/${encodeURIComponent(flow)}`, { signal })).sample;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** Steps of the real order that is followed. */
export const useRealSteps = (run: string | undefined) =>
  useQuery({
    queryKey: ['run', run ?? '', 'steps', 'first'],
    queryFn: ({ signal }) =>
      call<Page<StepInfo>>(`/api/runs/${encodeURIComponent(run ?? '')}/steps${query({ limit: 200 })}`, { signal }).then((page) => page.items),
    enabled: run !== undefined,
    staleTime: 30_000,
  });
