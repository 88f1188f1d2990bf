import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AskedSlot, ConnectionAsk, ConnectionHealth, ConnectionInfo, ConnectionTest, Page, SlotBinding } from '../../server/http/api.ts';
import { call } from './client.ts';

const at = (id: string): string => `/api/connections/${encodeURIComponent(id)}`;

/** Stored connections, for admins. */
export const useConnections = (enabled: boolean) =>
  useQuery({
    queryKey: ['connections'],
    queryFn: ({ signal }) => call<Page<ConnectionInfo>>('/api/connections', { signal }).then((page) => page.items),
    enabled,
  });

/** How every connection fares, read anew each ten seconds while it is looked at. */
export const useHealth = (enabled: boolean) =>
  useQuery({
    queryKey: ['connection-health'],
    queryFn: ({ signal }) => call<Page<ConnectionHealth>>('/api/connection-health', { signal }).then((page) => page.items),
    enabled,
    refetchInterval: 10_000,
  });

/** What flows ask for in an environment, as a question. */
export const askedIn = (environment: string | undefined) =>
  queryOptions({
    queryKey: ['asked', environment],
    queryFn: ({ signal }) => call<Page<AskedSlot>>(`/api/environments/${environment}/asked`, { signal }).then((page) => page.items),
    enabled: environment !== undefined,
  });

/** What flows ask for in an environment. */
export const useAsked = (environment: string | undefined) => useQuery(askedIn(environment));

function useRefresh() {
  const client = useQueryClient();
  return () => Promise.all([['connections'], ['connection-health'], ['asked'], ['flows']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function useCreate() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: ConnectionAsk) => call<ConnectionInfo>('/api/connections', { method: 'POST', body }), onSuccess: refresh });
}

export type ConnectionChange = Partial<Omit<ConnectionAsk, 'id' | 'connector'>> & { overlapHours?: number };

export function useChange(id: string) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: ConnectionChange) => call<ConnectionInfo>(at(id), { method: 'PUT', body }), onSuccess: refresh });
}

export const useTest = (id: string) => useMutation({ mutationFn: () => call<ConnectionTest>(`${at(id)}/test`, { method: 'POST', body: {} }) });

/** `connection: null` takes the binding away. `slot` is `slot` or `flow.slot`. */
export function useBind() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ environment, slot, connection }: SlotBinding) =>
      call<SlotBinding>(`/api/environments/${environment}/slots/${slot}`, { method: 'PUT', body: { connection } }),
    onSuccess: refresh,
  });
}
