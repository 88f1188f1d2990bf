import { queryOptions, useQuery } from '@tanstack/react-query';
import type {
  EnvironmentInfo,
  EvaluateAnswer,
  EvaluateAsk,
  ExampleAnswer,
  ExampleAsk,
  OverRuns,
  OverRunsAsk,
  Page,
  ValuesDetail,
} from '../../server/http/api.ts';
import { call, query } from './client.ts';
import { here } from './here.ts';

const pathOf = (flow: string): string => `/api/flows/${encodeURIComponent(flow)}`;

/** What expressions give on a sample, without running anything. */
export const evaluate = (ask: EvaluateAsk, signal?: AbortSignal) =>
  call<EvaluateAnswer>('/api/expressions/evaluate', { method: 'POST', body: ask, ...(signal ? { signal } : {}) });

/** What an expression gives in the newest orders that came to its node. */
export const overRuns = (flow: string, ask: OverRunsAsk, signal?: AbortSignal) =>
  call<OverRuns>(`${pathOf(flow)}/expressions/over-runs`, { method: 'POST', body: ask, ...(signal ? { signal } : {}) });

/** The question for the data a node of a flow would look at. */
export function exampleQuery(flow: string, { body, drawing, node, ...rest }: ExampleAsk) {
  const of = node ? { ...rest, node } : rest; // settings of the flow belong to no node
  return queryOptions({
    queryKey: ['example', flow, of, body, drawing],
    queryFn: ({ signal }) =>
      body === undefined && drawing === undefined
        ? call<ExampleAnswer>(`${pathOf(flow)}/example${query({ ...of })}`, { signal })
        : call<ExampleAnswer>(`${pathOf(flow)}/example`, { method: 'POST', body: { ...of, body, drawing }, signal }),
    staleTime: 30_000,
    retry: false,
  });
}

/** Values of the environment this page looks at, for `env.name`. */
export const useEnvHere = () =>
  useQuery({
    queryKey: ['values', 'here', here],
    queryFn: async ({ signal }) => {
      const environment = here ?? (await call<Page<EnvironmentInfo>>('/api/environments', { signal })).items.find(({ active }) => active)?.name;
      return environment === undefined ? {} : (await call<ValuesDetail>(`/api/environments/${encodeURIComponent(environment)}/values`, { signal })).values;
    },
    staleTime: 60_000,
    retry: false,
  });

/** Documents kept to try a flow with. */
export { useSamples } from './deliveries.ts';
