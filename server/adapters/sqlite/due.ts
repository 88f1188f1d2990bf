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
  const found = flowsIn(sql).flatMap((flow) => freeIn(sql, flow, now, limit, isFree));
  return shareOut(
    found.sort((a, b) => a.wake - b.wake || a.n - b.n),
    limit,
  );
}

/** Since when the free run that has waited longest is due. */
export function dueSince(sql: Sql, now: number, isFree: IsFree): number | undefined {
  const oldest = flowsIn(sql).flatMap((flow) => freeIn(sql, flow, now, 1, isFree));
  return oldest.reduce<number | undefined>((first, { wake }) => Math.min(first ?? wake, wake), undefined);
}

export function nextDue(sql: Sql, now: number): number | undefined {
  let next: number | undefined;
  for (const flow of flowsIn(sql)) {
    const row = sql('SELECT wake FROM runs INDEXED BY runs_due WHERE flow = ? AND wake > ? ORDER BY wake LIMIT 1').get(flow, now) as DueRun | undefined;
    if (row) next = Math.min(next ?? row.wake, row.wake);
  }
  return next;
}

/** Flows with a run that somebody must look at, now or later: one seek each. */
function flowsIn(sql: Sql): string[] {
  const flows: string[] = [];
  for (;;) {
    const row = sql('SELECT flow FROM runs INDEXED BY runs_due WHERE wake IS NOT NULL AND flow > ? ORDER BY flow LIMIT 1').get(flows.at(-1) ?? '');
    if (!row) return flows;
    flows.push((row as { flow: string }).flow);
  }
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
