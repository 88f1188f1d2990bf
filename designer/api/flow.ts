import { queryOptions, useQuery } from '@tanstack/react-query';
import type { FlowDetail, MetricsAnswer, Page, VersionInfo } from '../../server/http/api.ts';
import { call, query } from './client.ts';

/** The question for one flow, to ask several at once. */
export const flowQuery = (id: string) =>
  queryOptions({ queryKey: ['flow', id], queryFn: ({ signal }) => call<FlowDetail>(`/api/flows/${encodeURIComponent(id)}`, { signal }) });

/** One flow: its draft, what is deployed, and whether it is paused. */
export const useFlow = (id: string) => useQuery(flowQuery(id));

/** Figures of every node over the last `spanMs`; asked again with every event of the flow, and every two seconds without. */
export const useNodeFigures = (id: string, spanMs: number) =>
  useQuery({
    queryKey: ['metrics', id, spanMs],
    queryFn: ({ signal }) => {
      const now = Date.now();
      return call<MetricsAnswer>(`/api/metrics/nodes${query({ flow: id, from: new Date(now - spanMs).toISOString(), to: new Date(now).toISOString() })}`, {
        signal,
      });
    },
    refetchInterval: 2_000,
    placeholderData: (before) => before,
  });

/** Versions of a flow, newest first. */
export const useVersions = (id: string) =>
  useQuery({
    queryKey: ['flow', id, 'versions'],
    queryFn: async ({ signal }) => {
      const answer = await call<Page<VersionInfo> | VersionInfo[]>(`/api/flows/${encodeURIComponent(id)}/versions`, { signal });
      const versions = Array.isArray(answer) ? answer : answer.items;
      return versions.toSorted((a, b) => b.number - a.number);
    },
  });
