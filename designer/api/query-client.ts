import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

/** One cache for the page. A 401 anywhere means the session ended: the sign-in page takes over. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, asked) => {
      if (error instanceof ApiError && error.status === 401 && asked.queryKey[0] !== 'me') queryClient.setQueryData(['me'], null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => error instanceof ApiError && (error.status === 0 || error.status >= 500) && count < 2,
    },
  },
});
