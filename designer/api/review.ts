import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me, Page, ReviewItem } from '../../server/http/api.ts';
import { call, query } from './client.ts';

export interface ReviewPage extends Page<ReviewItem> {
  /** Null once somebody ended the review. */
  review: Me['review'] | null;
}

const readPage = (cursor: string | undefined, signal: AbortSignal) => call<ReviewPage>(`/api/review${query({ cursor, limit: 200 })}`, { signal });

/** Held calls, page by page; kept as read, so that nothing moves under the pointer. */
export const useHeld = (isOpen: boolean) =>
  useInfiniteQuery({
    queryKey: ['review-list'],
    queryFn: ({ pageParam, signal }) => readPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: isOpen,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

/** The newest of them, asked every ten seconds: how many there are, and whether somebody else has ended the review. */
export const useNewestHeld = (isOpen: boolean) =>
  useQuery({
    queryKey: ['review'],
    queryFn: async ({ client, signal }) => {
      const page = await readPage(undefined, signal);
      if (page.review === null) void client.invalidateQueries({ queryKey: ['me'] });
      return page;
    },
    enabled: isOpen,
    refetchInterval: 10_000,
  });

/** Ends the review: what is still held leaves now. */
export function useResume() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => call<{ retried: number }>('/api/review/resume', { method: 'POST', body: { reason } }),
    // Not waited for: the dialog goes with the review, and has to say before what became of it.
    onSettled: () => void client.invalidateQueries(),
  });
}
