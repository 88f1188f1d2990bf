/** From counters to what a node's card shows. */
import { bucketEdge, wholeRun } from '../engine/counts.ts';
import type { NodeCount } from '../engine/ports.ts';
import type { Money, NodeFigures } from './api.ts';
import { addUp } from './flow-info.ts';

interface Standing {
  waiting: number;
  waitingMoney: Money[];
  oldestMs: number;
}

/** `standing` is what is at each node right now; a node with neither counters nor runs is left out. */
export function nodeFigures(counts: NodeCount[], standing: ReadonlyMap<string, Standing> = new Map()): NodeFigures[] {
  const byNode = Map.groupBy(
    counts.filter(({ node }) => node !== wholeRun),
    ({ node }) => node,
  );
  return [...new Set([...byNode.keys(), ...standing.keys()])].map((node) => {
    const rows = byNode.get(node) ?? [];
    const sum = (field: 'started' | 'completed' | 'failed' | 'retried'): number => rows.reduce((total, row) => total + row[field], 0);
    const latency = addLatency(rows);
    const ports: Record<string, number> = {};
    for (const row of rows) for (const [port, count] of Object.entries(row.ports)) ports[port] = (ports[port] ?? 0) + count;
    return {
      node,
      started: sum('started'),
      completed: sum('completed'),
      failed: sum('failed'),
      retried: sum('retried'),
      ...(standing.get(node) ?? { waiting: 0, waitingMoney: [] }),
      p50: quantile(latency, 0.5),
      p95: quantile(latency, 0.95),
      p99: quantile(latency, 0.99),
      money: addUp(rows.map(({ money }) => money)),
      ports,
    };
  });
}

function addLatency(rows: NodeCount[]): number[] {
  const total: number[] = [];
  for (const { latency } of rows) for (const [bucket, count] of latency.entries()) total[bucket] = (total[bucket] ?? 0) + count;
  return total;
}

/** Upper edge in ms of the bucket in which the quantile falls; null when nothing was finished. */
export function quantile(latency: number[], part: number): number | null {
  const all = latency.reduce((sum, count) => sum + (count ?? 0), 0);
  if (all === 0) return null;
  let seen = 0;
  for (const [bucket, count] of latency.entries()) {
    seen += count ?? 0;
    if (seen >= all * part) return Math.round(bucketEdge(bucket));
  }
  return null;
}
