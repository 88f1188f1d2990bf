import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ShadowAsk, ShadowInfo, ShadowReport } from '../../server/http/api.ts';
import { call, query } from './client.ts';

const at = (flow: string): string => `/api/flows/${encodeURIComponent(flow)}/shadow`;

/** Which version follows the one deployed, if any. */
export const useShadow = (flow: string) => useQuery({ queryKey: ['flow', flow, 'shadow'], queryFn: ({ signal }) => call<ShadowInfo>(at(flow), { signal }) });

/** The would-have-been report, page by page; the totals come with each. */
export const useShadowReport = (flow: string, limit = 50) =>
  useInfiniteQuery({
    queryKey: ['flow', flow, 'shadow-report', limit],
    queryFn: ({ pageParam, signal }) => call<ShadowReport>(`${at(flow)}/report${query({ cursor: pageParam, limit })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 15_000,
  });

/** Has the draft follow, or with nothing to say ends the shadow. */
export function usePointShadow(flow: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ShadowAsk | undefined) =>
      body === undefined ? call<ShadowInfo>(at(flow), { method: 'DELETE' }) : call<ShadowInfo>(at(flow), { method: 'POST', body }),
    onSettled: () => Promise.all([['flow', flow], ['flows']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
