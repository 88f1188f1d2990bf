import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Held, HeldPreview, Page, Switch } from '../../server/http/api.ts';
import { call, query } from './client.ts';

/** What is held, by which switch: asked again as orders come, and seldom while everything is on. */
export const useHeld = () =>
  useQuery({
    queryKey: ['held'],
    queryFn: ({ signal }) => call<Page<Held>>('/api/held', { signal }).then(({ items }) => items),
    refetchInterval: ({ state }) => (state.data?.length ? 3_000 : 30_000),
    placeholderData: (before) => before,
  });

/** Everything that can be paused. */
export const useSwitches = () =>
  useQuery({ queryKey: ['switches'], queryFn: ({ signal }) => call<Page<Switch>>('/api/switches', { signal }).then(({ items }) => items) });

/** Open runs that a pause would hold sooner or later. */
export const usePreview = ({ kind, id }: Pick<Switch, 'kind' | 'id'>, isAsked: boolean) =>
  useQuery({
    queryKey: ['held-preview', kind, id],
    queryFn: ({ signal }) => call<HeldPreview>(`/api/held/preview${query({ kind, id })}`, { signal }),
    enabled: isAsked,
    staleTime: 0,
  });

const pathOf = ({ kind, id }: Pick<Switch, 'kind' | 'id'>): string => {
  if (kind === 'connection') return `/api/connections/${encodeURIComponent(id)}`;
  const [flow = '', node] = id.split('/');
  return `/api/flows/${encodeURIComponent(flow)}${node === undefined ? '' : `/triggers/${encodeURIComponent(node)}`}`;
};

/** Pauses or resumes; both say why. */
export function useTurn(one: Pick<Switch, 'kind' | 'id' | 'paused'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => call<unknown>(`${pathOf(one)}/${one.paused ? 'resume' : 'pause'}`, { method: 'POST', body: { reason } }),
    onSettled: () => Promise.all([['held'], ['switches'], ['flows'], ['flow'], ['connections']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
