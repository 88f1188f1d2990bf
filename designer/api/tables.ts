import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Page, TableAsk, TableDetail, TableImport, TableImportAsk, TableSummary, TableVersionInfo, UsedByInfo } from '../../server/http/api.ts';
import { call, query } from './client.ts';

const pathOf = (id: string): string => `/api/tables/${encodeURIComponent(id)}`;

/** The revision a change was made from; none for something new. */
export const madeFrom = (rev: number | undefined): Record<string, string> => (rev === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${rev}"` });

/** Lookup tables, without their rows. */
export const useTables = () =>
  useQuery({ queryKey: ['tables'], queryFn: ({ signal }) => call<Page<TableSummary>>('/api/tables', { signal }).then((page) => page.items) });

/** One table with its rows; it is not read again while somebody edits it. */
export const useTable = (id: string) =>
  useQuery({
    queryKey: ['table', id],
    queryFn: ({ signal }) => call<TableDetail>(pathOf(id), { signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

export const useTableVersions = (id: string) =>
  useInfiniteQuery({
    queryKey: ['table', id, 'versions'],
    queryFn: ({ pageParam, signal }) => call<Page<TableVersionInfo>>(`${pathOf(id)}/versions${query({ cursor: pageParam, limit: 50 })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useTableUsers = (id: string) =>
  useQuery({
    queryKey: ['table', id, 'used-by'],
    queryFn: ({ signal }) => call<Page<UsedByInfo>>(`${pathOf(id)}/used-by`, { signal }).then((page) => page.items),
  });

/** What a change of a table makes stale. */
function useForget(id: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['tables'] });
    void client.invalidateQueries({ queryKey: ['table', id] });
  };
}

export function useSaveTable(id: string) {
  const forget = useForget(id);
  return useMutation({
    mutationFn: ({ rev, ...body }: TableAsk & { rev: number | undefined }) => call<TableDetail>(pathOf(id), { method: 'PUT', body, headers: madeFrom(rev) }),
    onSuccess: forget,
  });
}

export function usePutBack(id: string) {
  const forget = useForget(id);
  return useMutation({
    mutationFn: ({ number, rev, message }: { number: number; rev: number; message: string }) =>
      call<TableDetail>(`${pathOf(id)}/versions/${number}/restore`, { method: 'POST', body: { message }, headers: madeFrom(rev) }),
    onSuccess: forget,
  });
}

/** Says what a file would change, or takes it in. */
export function useImport(id: string) {
  const forget = useForget(id);
  return useMutation({
    mutationFn: ({ rev, ...body }: TableImportAsk & { rev: number | undefined }) =>
      call<TableImport>(`${pathOf(id)}/import`, { method: 'POST', body, headers: body.dryRun ? {} : madeFrom(rev) }),
    onSuccess: ({ dryRun }) => dryRun || forget(),
  });
}

/** Address of a table as a CSV file. */
export const csvAddress = (id: string, version?: number): string => `${pathOf(id)}/export${query({ version })}`;
