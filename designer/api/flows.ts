import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FlowSummary, NodeTypeInfo, Page } from '../../server/http/api.ts';
import { call } from './client.ts';

/** Every flow with its open runs and switches. */
export const useFlows = () =>
  useQuery({ queryKey: ['flows'], queryFn: ({ signal }) => call<Page<FlowSummary>>('/api/flows', { signal }).then((page) => page.items) });

/** What can be drawn: manifests by type. */
export const useNodeTypes = () =>
  useQuery({
    queryKey: ['node-types'],
    queryFn: async ({ signal }) => {
      const answer = await call<Page<NodeTypeInfo> | NodeTypeInfo[]>('/api/node-types', { signal });
      return Array.isArray(answer) ? answer : answer.items;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Pauses or resumes a flow; a pause always says why. */
export function useFlowSwitch(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, reason }: { act: 'pause' | 'resume'; reason: string }) =>
      call<unknown>(`/api/flows/${encodeURIComponent(id)}/${act}`, { method: 'POST', body: { reason } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['flows'] }),
  });
}
