import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeliveryInfo, Page } from '../../server/http/api.ts';
import { call, query } from './client.ts';

const readPage = (refused: boolean, cursor: string | undefined, signal: AbortSignal) =>
  call<Page<DeliveryInfo>>(`/api/deliveries${query({ refused: refused || undefined, cursor, limit: 100 })}`, { signal });

/** Messages that came in, page by page; kept as read, so that nothing moves under the pointer. */
export const useDeliveries = (refused: boolean) =>
  useInfiniteQuery({
    queryKey: ['delivery-list', refused],
    queryFn: ({ pageParam, signal }) => readPage(refused, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

/** First page again whenever a message comes in: how many wait to be shown. */
export const useNewestDeliveries = (refused: boolean, enabled: boolean) =>
  useQuery({ queryKey: ['deliveries', refused], queryFn: ({ signal }) => readPage(refused, undefined, signal), enabled, staleTime: 0 });

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
