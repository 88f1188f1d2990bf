import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunTestsAnswer, TestVerdict } from '../../server/http/api.ts';
import { call } from '../api/client.ts';

export type Tested = { state: 'none' } | { state: 'running' } | { state: 'failed' } | { state: 'done'; verdicts: TestVerdict[]; ms: number };

/** Runs the tests kept with the draft once, when the dialog opens. */
export function useTests(flow: string, count: number | undefined): Tested {
  const [began] = useState(() => performance.now());
  const run = useQuery({
    queryKey: ['flow', flow, 'tests-run'],
    queryFn: async ({ signal }) => {
      const { items } = await call<RunTestsAnswer>(`/api/flows/${encodeURIComponent(flow)}/tests/run`, { method: 'POST', body: {}, signal });
      return { verdicts: items, ms: performance.now() - began };
    },
    enabled: count !== undefined && count > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (!count) return { state: 'none' };
  if (run.isError) return { state: 'failed' };
  return run.data ? { state: 'done', ...run.data } : { state: 'running' };
}
