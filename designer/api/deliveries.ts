import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeliveryInfo, Page, SampleAsk, SampleInfo } from '../../server/http/api.ts';
import { call, query } from './client.ts';

/** What the list is narrowed to, as the address says it. */
export interface DeliveriesAsk {
  refused?: true;
  endpoint?: string;
  key?: string;
  from?: string;
  to?: string;
}

const readPage = (ask: DeliveriesAsk, cursor: string | undefined, signal?: AbortSignal, limit = 100) =>
  call<Page<DeliveryInfo>>(`/api/deliveries${query({ ...ask, cursor, limit })}`, signal ? { signal } : {});

/** Messages that came in, page by page; kept as read, so that nothing moves under the pointer. */
export const useDeliveries = (ask: DeliveriesAsk) =>
  useInfiniteQuery({
    queryKey: ['delivery-list', ask],
    queryFn: ({ pageParam, signal }) => readPage(ask, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

/** First page again whenever a message comes in: how many wait to be shown. */
export const useNewestDeliveries = (ask: DeliveriesAsk, enabled: boolean) =>
  useQuery({ queryKey: ['deliveries', ask], queryFn: ({ signal }) => readPage(ask, undefined, signal), enabled, staleTime: 0 });

/** Every message the filter lets through, all pages; `told` hears how many were read. */
export async function readAllDeliveries(ask: DeliveriesAsk, told: (read: number) => void): Promise<DeliveryInfo[]> {
  const all: DeliveryInfo[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(ask, cursor, undefined, 200);
    all.push(...page.items);
    told(all.length);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** The body as it came in; asking for it is noted in the audit, so it is asked for by hand. */
export const useDeliveryBody = (id: string, asked: boolean) =>
  useQuery({
    queryKey: ['delivery-body', id],
    queryFn: ({ signal }) => call<{ body: string }>(`/api/deliveries/${encodeURIComponent(id)}`, { signal }),
    enabled: asked,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** Takes a stored message in again, as a new one. */
export function useReplay(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      call<{ runs: DeliveryInfo['runs'] }>(`/api/deliveries/${encodeURIComponent(id)}/replay`, { method: 'POST', body: { reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['delivery-list'] }),
  });
}

/** Samples kept of a flow. */
export const useSamples = (flow: string | undefined) =>
  useQuery({
    queryKey: ['samples', flow],
    queryFn: ({ signal }) => call<Page<SampleInfo>>(`/api/flows/${encodeURIComponent(flow ?? '')}/samples`, { signal }).then((page) => page.items),
    enabled: flow !== undefined,
  });

/** Keeps a message as a sample of a flow; refused with `sample.sensitive` while nobody said what to do with secrets in it. */
export function useAddSample() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ flow, ...body }: SampleAsk & { flow: string }) =>
      call<SampleInfo>(`/api/flows/${encodeURIComponent(flow)}/samples`, { method: 'POST', body }),
    onSuccess: (_, { flow }) => client.invalidateQueries({ queryKey: ['samples', flow] }),
  });
}
