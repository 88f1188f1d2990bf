import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeputyAsk, DeputyInfo, Json, Page, TaskInfo, TaskLinkInfo, TaskLinkMade } from '../../server/http/api.ts';
import { call, query } from './client.ts';

const readTasks = (status: string, signal: AbortSignal) =>
  call<Page<TaskInfo>>(`/api/tasks${query({ status, limit: 200 })}`, { signal }).then((page) => page.items);
const pathOf = (id: string): string => `/api/tasks/${encodeURIComponent(id)}`;

/** Tasks to do: open ones and those somebody claimed. */
export const useOpenTasks = () =>
  useQuery({
    queryKey: ['tasks', 'open'],
    queryFn: async ({ signal }) => (await Promise.all([readTasks('open', signal), readTasks('claimed', signal)])).flat(),
  });

/** Tasks somebody completed. */
export const useDoneTasks = (shown: boolean) =>
  useQuery({ queryKey: ['tasks', 'completed'], queryFn: ({ signal }) => readTasks('completed', signal), enabled: shown });

export type TaskAsk =
  | { act: 'claim' }
  | { act: 'release' }
  | { act: 'complete'; answer: Json }
  | { act: 'confirm'; agree: true }
  | { act: 'confirm'; agree: false; reason: string };

/** Claims, gives back, completes or confirms a task. */
export function useTaskAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, ...body }: TaskAsk) => call<TaskInfo>(`${pathOf(id)}/${act}`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
}

/** Links by which somebody without an account may answer it. */
export const useTaskLinks = (id: string) =>
  useQuery({
    queryKey: ['tasks', 'links', id],
    queryFn: ({ signal }) => call<Page<TaskLinkInfo>>(`${pathOf(id)}/links`, { signal }).then(({ items }) => items),
  });

export function useMakeLink(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { for: string; expires: string }) => call<TaskLinkMade>(`${pathOf(id)}/link`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks', 'links', id] }),
  });
}

export function useRevokeLink(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link: string) => call<TaskLinkInfo>(`${pathOf(id)}/links/${encodeURIComponent(link)}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks', 'links', id] }),
  });
}

/** Who stands in for me, and whom I stand in for. */
export const useDeputy = () => useQuery({ queryKey: ['deputy'], queryFn: ({ signal }) => call<DeputyInfo>('/api/me/deputy', { signal }) });

/** Names a deputy, or with nothing ends their time. */
export function useNameDeputy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ask: DeputyAsk | undefined) => call<DeputyInfo>('/api/me/deputy', ask ? { method: 'PUT', body: ask } : { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deputy'] }),
  });
}
