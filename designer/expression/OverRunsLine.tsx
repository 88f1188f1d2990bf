import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { Flow } from '../../server/http/api.ts';
import { overRuns } from '../api/expressions.ts';
import { expression } from '../text/en/expression.ts';
import { drawnFor } from './drawn-for.ts';

const words = expression.overRuns;
/** Twenty orders are read for it: only what stands for a while is asked about. */
const patience = 1_200;

/** What becomes of an expression in the newest orders, where it is not fine in all of them. */
export function OverRunsLine({ source, node, flow }: { source: string; node: string; flow: Flow }) {
  const [rested] = useDebouncedValue(source, patience);
  const { data } = useQuery({
    queryKey: ['over-runs', flow.id, node, rested],
    queryFn: ({ signal }) => overRuns(flow.id, { node, source: rested, drawing: drawnFor(flow, node) }, signal),
    enabled: rested === source && rested.trim() !== '',
    staleTime: 300_000,
    retry: false,
  });
  if (rested !== source || !data || data.counts.nothing + data.counts.failed === 0) return null;
  const { nothing, failed, counts, runs } = data;
  return (
    <div className="expr-over">
      <TriangleAlert size={13} aria-hidden />
      <span>
        {counts.nothing > 0 ? <p>{words.nothing(counts.nothing, runs, keysOf(nothing))}</p> : null}
        {counts.failed > 0 ? <p title={failed[0]?.message}>{words.failed(counts.failed, runs, keysOf(failed))}</p> : null}
      </span>
    </div>
  );
}

const keysOf = (runs: { key: string }[]): string[] => runs.map(({ key }) => key);
