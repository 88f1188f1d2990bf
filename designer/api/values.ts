import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EnvironmentInfo, Page, UsedByInfo, ValuesDetail, ValuesVersionInfo } from '../../server/http/api.ts';
import { call } from './client.ts';

const pathOf = (environment: string): string => `/api/environments/${encodeURIComponent(environment)}/values`;

/** Environments that have values, and the active one. */
export const useEnvironments = () =>
  useQuery({ queryKey: ['environments'], queryFn: ({ signal }) => call<Page<EnvironmentInfo>>('/api/environments', { signal }).then((page) => page.items) });

const read = (environment: string, signal?: AbortSignal) => call<ValuesDetail>(pathOf(environment), signal ? { signal } : {});

export const useValues = (environment: string) =>
  useQuery({ queryKey: ['values', environment], queryFn: ({ signal }) => read(environment, signal), staleTime: 0, refetchOnWindowFocus: false });

export const useValuesVersions = (environment: string) =>
  useQuery({
    queryKey: ['values', environment, 'versions'],
    queryFn: ({ signal }) => call<Page<ValuesVersionInfo>>(`${pathOf(environment)}/versions`, { signal }).then((page) => page.items),
  });

export const useValuesUsers = (environment: string) =>
  useQuery({
    queryKey: ['values', environment, 'used-by'],
    queryFn: ({ signal }) => call<Page<UsedByInfo>>(`${pathOf(environment)}/used-by`, { signal }).then((page) => page.items),
  });

/** Saves values as the newest version; `putBack` takes those of a former one. */
export function useSaveValues(environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({
      rev,
      message,
      ...ask
    }: { rev: number; message: string; values: ValuesDetail['values'] } | { rev: number; message: string; putBack: number }) => {
      const values = 'values' in ask ? ask.values : (await call<ValuesDetail>(`${pathOf(environment)}/versions/${ask.putBack}`)).values;
      return call<ValuesDetail>(pathOf(environment), { method: 'PUT', body: { values, message }, headers: { 'if-match': `"${rev}"` } });
    },
    // Not waited for: the page that saved is drawn anew by it, and has to say first that it saved.
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['values', environment] });
      void client.invalidateQueries({ queryKey: ['environments'] });
    },
  });
}
