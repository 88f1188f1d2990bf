/** What is due, flow by flow: the index begins with the flow, so a flood of one costs the others nothing to be found. */
import { shareOut } from '../share-out.ts';
import type { Sql } from './open-database.ts';

export interface DueRun {
  n: number;
  tenant: string;
  id: string;
  flow: string;
  wake: number;
}

export type IsFree = (run: DueRun) => boolean;

/** Free runs, oldest first, as `shareOut` shares them. */
export function dueRuns(sql: Sql, now: number, limit: number, isFree: IsFree): DueRun[] {
  const found = dueFlows(sql, now).flatMap((flow) => freeIn(sql, flow, now, limit, isFree));
  return shareOut(
    found.sort((a, b) => a.wake - b.wake || a.n - b.n),
    limit,
  );
}

/** Since when the free run that has waited longest is due. */
export function dueSince(sql: Sql, now: number, isFree: IsFree): number | undefined {
  const oldest = dueFlows(sql, now).flatMap((flow) => freeIn(sql, flow, now, 1, isFree));
  return oldest.reduce<number | undefined>((first, { wake }) => Math.min(first ?? wake, wake), undefined);
}

/** Flows with a run that somebody must look at, now or later: one seek each, whatever waits in them. */
const flows = `WITH RECURSIVE flows (flow) AS (
  SELECT (SELECT flow FROM runs INDEXED BY runs_due WHERE wake IS NOT NULL ORDER BY flow LIMIT 1)
  UNION ALL
  SELECT (SELECT flow FROM runs INDEXED BY runs_due WHERE wake IS NOT NULL AND flow > flows.flow ORDER BY flow LIMIT 1) FROM flows WHERE flow IS NOT NULL
)`;
const wakeIn = (condition: string): string =>
  `(SELECT wake FROM runs INDEXED BY runs_due WHERE runs.flow = flows.flow AND wake ${condition} ORDER BY wake LIMIT 1)`;

export function nextDue(sql: Sql, now: number): number | undefined {
  const row = sql(`${flows} SELECT min(${wakeIn('> ?')}) AS wake FROM flows WHERE flow IS NOT NULL`).get(now);
  return (row as { wake: number | null }).wake ?? undefined;
}

function dueFlows(sql: Sql, now: number): string[] {
  const rows = sql(`${flows} SELECT flow FROM flows WHERE flow IS NOT NULL AND ${wakeIn('IS NOT NULL')} <= ?`).all(now);
  return (rows as { flow: string }[]).map(({ flow }) => flow);
}

function freeIn(sql: Sql, flow: string, now: number, limit: number, isFree: IsFree): DueRun[] {
  const free: DueRun[] = [];
  const rows = sql('SELECT n, tenant, id, flow, wake FROM runs INDEXED BY runs_due WHERE flow = ? AND wake <= ? ORDER BY wake, n').iterate(flow, now);
  for (const row of rows as Iterable<unknown> as Iterable<DueRun>) {
    if (!isFree(row)) continue;
    free.push(row);
    if (free.length >= limit) break;
  }
  return free;
}
