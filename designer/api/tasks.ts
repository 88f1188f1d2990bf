import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Json, Page, TaskInfo } from '../../server/http/api.ts';
import { call, query } from './client.ts';

const readTasks = (status: string, signal: AbortSignal) =>
  call<Page<TaskInfo>>(`/api/tasks${query({ status, limit: 200 })}`, { signal }).then((page) => page.items);

/** Tasks to do: open ones and those somebody claimed. */
export const useOpenTasks = () =>
  useQuery({
    queryKey: ['tasks', 'open'],
    queryFn: async ({ signal }) => (await Promise.all([readTasks('open', signal), readTasks('claimed', signal)])).flat(),
  });

/** Tasks somebody completed. */
export const useDoneTasks = (shown: boolean) =>
  useQuery({ queryKey: ['tasks', 'completed'], queryFn: ({ signal }) => readTasks('completed', signal), enabled: shown });

/** Claims or completes a task. */
export function useTaskAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ask: { act: 'claim' } | { act: 'complete'; answer: Json }) =>
      call<TaskInfo>(`/api/tasks/${encodeURIComponent(id)}/${ask.act}`, { method: 'POST', body: ask.act === 'complete' ? { answer: ask.answer } : {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
}
