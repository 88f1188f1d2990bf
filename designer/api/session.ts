import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../server/http/api.ts';
import { ApiError, call } from './client.ts';

const readMe = async (): Promise<Me | null> => {
  try {
    return await call<Me>('/api/me');
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
};

/** Who is signed in; `null` when nobody is. */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 });

/** Opens a session; a refusal keeps its words for the form. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => call<unknown>('/api/session', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
}

/** Ends the session and forgets all that was read in it; where the hub did not end it, all stays as it is. */
export function useSignOut() {
  const client = useQueryClient();
  const forget = () => {
    client.setQueryData(['me'], null);
    client.removeQueries({ predicate: (asked) => asked.queryKey[0] !== 'me' });
  };
  return useMutation({
    mutationFn: () => call<unknown>('/api/session', { method: 'DELETE' }),
    onSuccess: forget,
    onError: (error) => error instanceof ApiError && error.status === 401 && forget(),
  });
}
