import { useQuery } from '@tanstack/react-query';
import type { ConnectorInfo, Page } from '../../server/http/api.ts';
import { call } from './client.ts';

/** Connectors this hub carries. */
export const useConnectors = () =>
  useQuery({
    queryKey: ['connectors'],
    queryFn: ({ signal }) => call<Page<ConnectorInfo>>('/api/connectors', { signal }).then((page) => page.items),
    staleTime: Number.POSITIVE_INFINITY,
  });
