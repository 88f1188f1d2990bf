import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BulkAnswer, BulkAsk, CancelAnswer, Json, Page, RunDetail, RunInfo, StepInfo } from '../../server/http/api.ts';
import { call, query } from './client.ts';

export type RunsAsk = Record<string, string | undefined>;

const readPage = (ask: RunsAsk, cursor: string | undefined, limit: number, signal?: AbortSignal) =>
  call<Page<RunInfo>>(`/api/runs${query({ ...ask, cursor, limit })}`, signal ? { signal } : {});

/** A page and the moment it was asked for: a word on the live line that is younger wins over it. */
export interface ReadPage extends Page<RunInfo> {
  readAt: number;
}

/** Runs that fit, page by page. Read once and kept: rows change in place by `useNewestRuns`, never by themselves. */
export const useRuns = (ask: RunsAsk) =>
  useInfiniteQuery({
    queryKey: ['runs', ask],
    queryFn: async ({ pageParam, signal }): Promise<ReadPage> => ({ readAt: Date.now(), ...(await readPage(ask, pageParam, 100, signal)) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

/** First page of the same question, renewed whenever a run says something: what is new, and how known rows look now. */
export const useNewestRuns = (ask: RunsAsk, enabled: boolean) =>
  useQuery({ queryKey: ['runs-newest', ask], queryFn: ({ signal }) => readPage(ask, undefined, 100, signal), enabled, staleTime: 0 });

/** Parked runs, for the error groups beside the list. */
export const useParkedRuns = (flow: string | undefined) =>
  useQuery({ queryKey: ['runs-newest', 'parked', flow ?? ''], queryFn: ({ signal }) => readPage({ status: 'parked', flow }, undefined, 200, signal) });

/** How many runs fit a question, counted over the first page only. */
export const useCounts = (asks: RunsAsk[]) =>
  useQueries({
    queries: asks.map((ask) => ({
      queryKey: ['runs-count', ask],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const page = await readPage(ask, undefined, 200, signal);
        return { n: page.items.length, more: page.next !== null };
      },
    })),
  });

/** Starts the list again from its newest run. */
export function useStartOver(ask: RunsAsk) {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ queryKey: ['runs', ask], exact: true, type: 'inactive' });
    client.setQueryData<{ pages: ReadPage[]; pageParams: unknown[] }>(
      ['runs', ask],
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    await client.invalidateQueries({ queryKey: ['runs', ask], exact: true });
  };
}

/** Every run that fits, page after page, for a file. */
export async function readAllRuns(ask: RunsAsk, onPage: (soFar: number) => void): Promise<RunInfo[]> {
  const all: RunInfo[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(ask, cursor, 200);
    all.push(...page.items);
    cursor = page.next ?? undefined;
    onPage(all.length);
  } while (cursor !== undefined);
  return all;
}

export const useRun = (id: string) =>
  useQuery({ queryKey: ['run', id], queryFn: ({ signal }) => call<RunDetail>(`/api/runs/${encodeURIComponent(id)}`, { signal }), staleTime: 0 });

/** Every step of a run, oldest first. */
export const useSteps = (id: string) =>
  useQuery({
    queryKey: ['run', id, 'steps'],
    queryFn: async ({ signal }) => {
      const steps: StepInfo[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<StepInfo> = await call(`/api/runs/${encodeURIComponent(id)}/steps${query({ cursor, limit: 200 })}`, { signal });
        steps.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined && steps.length < 2_000);
      return steps;
    },
    staleTime: 0,
  });

const post = <T>(path: string, body: unknown) => call<T>(path, { method: 'POST', body });

/** Cancel, retry or skip one run; each carries its reason. */
export function useRunAct(id: string) {
  const client = useQueryClient();
  const path = `/api/runs/${encodeURIComponent(id)}`;
  return useMutation({
    mutationFn: ({ act, ...body }: { act: 'cancel' | 'retry' | 'skip'; reason: string; from?: string; patch?: Json; step?: string }) =>
      post<CancelAnswer | undefined>(`${path}/${act}`, body),
    onSettled: () => Promise.all([['run', id], ['review']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** The same act on a frozen set of runs. */
export function useBulk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BulkAsk) => post<BulkAnswer>('/api/runs/bulk', body),
    onSettled: () => Promise.all([['runs-newest'], ['review']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Stores a signal; runs that listen under its key become due. */
export function useSignal(runId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; key: string; data: Json }) => post<unknown>('/api/signals', { ...body, id: `designer-${crypto.randomUUID()}` }),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', runId] }),
  });
}
