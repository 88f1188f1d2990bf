import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeploymentInfo, EnvironmentAsk, EnvironmentInfo, Page, PromoteAnswer, PromoteAsk } from '../../server/http/api.ts';
import { call } from './client.ts';

const at = (flow: string, what: string): string => `/api/flows/${encodeURIComponent(flow)}/${what}`;

/** Every environment of the hub, its own one first. */
export const useEnvironments = () =>
  useQuery({
    queryKey: ['environments', 'all'],
    queryFn: ({ signal }) => call<Page<EnvironmentInfo>>('/api/environments', { signal }).then((page) => page.items),
    staleTime: 60_000,
  });

export function useMakeEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EnvironmentAsk) => call<EnvironmentInfo>('/api/environments', { method: 'POST', body }),
    onSuccess: () => Promise.all([['environments'], ['asked'], ['deployments']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Which version of a flow stands where. */
export const useDeployments = (flow: string) =>
  useQuery({
    queryKey: ['flow', flow, 'deployments'],
    queryFn: ({ signal }) => call<Page<DeploymentInfo>>(at(flow, 'deployments'), { signal }).then((page) => page.items),
  });

/** What a version would find in another environment; nothing is moved. Asked anew each time it is looked at. */
export const usePreflight = (flow: string, { from, to }: { from: string; to: string }) =>
  useQuery({
    queryKey: ['flow', flow, 'preflight', from, to],
    queryFn: ({ signal }) => call<PromoteAnswer>(at(flow, 'promote'), { method: 'POST', body: { from, to, dryRun: true } satisfies PromoteAsk, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export function usePromote(flow: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PromoteAsk) => call<PromoteAnswer>(at(flow, 'promote'), { method: 'POST', body }),
    onSettled: () => Promise.all([['flow', flow], ['flows']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
