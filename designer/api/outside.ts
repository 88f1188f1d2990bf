import { useMutation, useQuery } from '@tanstack/react-query';
import type { Json, OutsideTask } from '../../server/http/api.ts';
import { call } from './client.ts';

const pathOf = (token: string): string => `/api/t/${encodeURIComponent(token)}`;

/** What is asked of somebody who holds a link. */
export const useOutsideTask = (token: string) =>
  useQuery({ queryKey: ['outside', token], queryFn: ({ signal }) => call<OutsideTask>(pathOf(token), { signal }), refetchOnWindowFocus: false });

export const useOutsideAnswer = (token: string) =>
  useMutation({ mutationFn: (answer: Json) => call<{ needsSecondPerson: boolean }>(pathOf(token), { method: 'POST', body: { answer } }) });
