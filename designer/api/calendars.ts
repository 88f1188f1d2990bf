import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CalendarAsk, CalendarDetail, CalendarInfo, Page, SchedulePreview } from '../../server/http/api.ts';
import { call, query } from './client.ts';

/** Own calendars and those of every hub. */
export const useCalendars = () =>
  useQuery({ queryKey: ['calendars'], queryFn: ({ signal }) => call<Page<CalendarInfo>>('/api/calendars', { signal }).then((page) => page.items) });

export const useCalendar = (id: string) =>
  useQuery({ queryKey: ['calendars', id], queryFn: ({ signal }) => call<CalendarDetail>(`/api/calendars/${encodeURIComponent(id)}`, { signal }) });

/** Keeps a version; `rev` is what it was made from, absent for a new calendar. */
export function useSaveCalendar() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, rev, ask }: { id: string; rev: number | undefined; ask: CalendarAsk }) =>
      call<CalendarDetail>(`/api/calendars/${encodeURIComponent(id)}`, {
        method: 'PUT',
        body: ask,
        headers: rev === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${rev}"` },
      }),
    onSuccess: (saved) => {
      client.setQueryData(['calendars', saved.id], saved);
      return client.invalidateQueries({ queryKey: ['calendars'] });
    },
  });
}

/** Removes a calendar nobody names. */
export function useRemoveCalendar(id: string, rev: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      call<unknown>(`/api/calendars/${encodeURIComponent(id)}${query({ reason })}`, { method: 'DELETE', headers: { 'if-match': `"${rev}"` } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['calendars'], exact: true }),
  });
}

/** When a schedule is due next. */
export const useDueNext = (flow: string, node: string, count: number) =>
  useQuery({
    queryKey: ['due-next', flow, node, count],
    queryFn: ({ signal }) => call<SchedulePreview>(`/api/schedules/preview${query({ flow, node, count })}`, { signal }),
    refetchInterval: 60_000,
  });
