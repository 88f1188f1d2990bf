/** Lists and boards of runs, for the reader thread. */
import type { RunEvent } from '../../engine/events.ts';
import type { RunHead } from '../../engine/ports.ts';
import { heldCodes, type Page, type Reads, type RunFilter } from '../../engine/reads.ts';
import { addMoney } from '../count.ts';
import { pageOf, pageSize } from '../page.ts';
import { lookAt } from './look.ts';
import type { Sql } from './open-database.ts';
import { isHeld } from './report-held.ts';

type Bound = string | number;

/** Newest first. The inner query finds numbers by index alone where it can; only a page of heads is read. */
export function listRuns(sql: Sql, tenant: string, filter: RunFilter): Page<RunHead> {
  const where = ['r.tenant = ?'];
  const bound: Bound[] = [tenant];
  const add = (condition: string, ...values: Bound[]) => {
    where.push(condition);
    bound.push(...values);
  };
  const { flow, status, key, node, from, to, code, fingerprint, cursor, limit } = filter;
  const leavesOutCompleted = status !== undefined && !status.includes('completed');
  const asksHeld = heldCodes.some((one) => one === code);
  const walked = asksHeld
    ? 'INDEXED BY runs_held'
    : leavesOutCompleted
      ? 'INDEXED BY runs_status'
      : flow !== undefined
        ? 'INDEXED BY runs_flow'
        : 'NOT INDEXED';
  const index = key === undefined ? walked : '';
  if (cursor !== undefined) add('r.n < ?', Number(cursor));
  if (flow !== undefined) add('r.flow = ?', flow);
  if (status !== undefined) add('r.status IN (SELECT value FROM json_each(?))', JSON.stringify(status));
  if (asksHeld) add(isHeld);
  if (leavesOutCompleted) add("r.status <> 'completed'");
  if (key?.endsWith('*'))
    add('r.n IN (SELECT n FROM run_keys WHERE tenant = ? AND key >= ? AND key < ?)', tenant, key.slice(0, -1), `${key.slice(0, -1)}\u{10ffff}`);
  else if (key !== undefined) add('r.n IN (SELECT n FROM run_keys WHERE tenant = ? AND key = ?)', tenant, key);
  if (node !== undefined) add("EXISTS (SELECT 1 FROM json_each(r.head, '$.open') WHERE value = ?)", node);
  if (code !== undefined) add("r.head ->> 'code' = ?", code);
  if (fingerprint !== undefined) add("r.head ->> 'fingerprint' = ?", fingerprint);
  // Which numbers began in these hours is written down, so a span of last year reads last year's rows only.
  if (from !== undefined) add('r.started >= ? AND r.n >= (SELECT coalesce(min(first), 0) FROM hours WHERE hour >= ?)', from, Math.floor(from / 3_600_000));
  if (to !== undefined) add('r.started < ? AND r.n <= (SELECT coalesce(max(last), 0) FROM hours WHERE hour <= ?)', to, Math.floor(to / 3_600_000));
  const size = pageSize(limit);
  const rows = sql(
    `SELECT n, head FROM runs WHERE n IN (SELECT r.n FROM runs r ${index} WHERE ${where.join(' AND ')} ORDER BY r.n DESC LIMIT ?) ORDER BY n DESC`,
  ).all(...bound, size + 1) as { n: number; head: string }[];
  return pageOf(
    rows,
    size,
    (row) => String(row.n),
    (row) => JSON.parse(row.head) as RunHead,
  );
}

/** Head, log and late findings of one moment. */
export function readRun(sql: Sql, tenant: string, id: string): Awaited<ReturnType<Reads['run']>> {
  sql('BEGIN').run();
  try {
    return runOf(sql, tenant, id);
  } finally {
    sql('COMMIT').run();
  }
}

function runOf(sql: Sql, tenant: string, id: string): Awaited<ReturnType<Reads['run']>> {
  const look = lookAt(sql);
  const stored = look.head(tenant, id);
  if (!stored) return undefined;
  const late = sql('SELECT seq, at, events FROM late WHERE n = ? ORDER BY l').all(stored.n) as { seq: number; at: number; events: string }[];
  return {
    head: stored.head,
    commits: look.commits(stored.n),
    late: late.map(({ seq, at, events }) => ({ seq, at, author: 'late', events: JSON.parse(events) as RunEvent[] })),
  };
}

// SQLite adds up to 19 digits and refuses more: an amount out of all reason stands alone and is added exactly here.
const huge = "CASE WHEN length(r.head ->> 'amount') > 12 THEN r.head ->> 'amount' END";

interface BoardRow {
  flow: string;
  status: string;
  open: string;
  currency: string | null;
  runs: number;
  oldest: number;
  huge: string | null;
  money: string | null;
}

/** Open runs, added up by where they stand. */
export function openBoard(sql: Sql, tenant: string, flow?: string): Awaited<ReturnType<Reads['open']>> {
  const rows = sql(
    `SELECT r.flow, r.status, r.head ->> 'open' AS open, r.head ->> 'currency' AS currency, count(*) AS runs,
       min(r.head ->> 'updatedAt') AS oldest, ${huge} AS huge,
       CAST(sum(CASE WHEN length(r.head ->> 'amount') <= 12 THEN CAST(r.head ->> 'amount' AS INTEGER) END) AS TEXT) AS money
     FROM runs r INDEXED BY runs_status
     WHERE r.tenant = ?1 AND r.status IN ('running', 'waiting', 'parked') AND r.status <> 'completed' AND (?2 IS NULL OR r.flow = ?2)
     GROUP BY 1, 2, 3, 4, ${huge}`,
  ).all(tenant, flow ?? null) as unknown as BoardRow[];
  const sums = new Map<string, Awaited<ReturnType<Reads['open']>>[number]>();
  for (const row of rows) {
    const money = row.huge === null ? row.money : String(BigInt(row.huge) * BigInt(row.runs));
    for (const node of JSON.parse(row.open) as string[]) {
      const name = `${row.flow}/${node}/${row.status}`;
      const sum = sums.get(name) ?? { flow: row.flow, node, status: row.status, runs: 0, oldest: row.oldest, money: {} };
      sum.runs += row.runs;
      sum.oldest = Math.min(sum.oldest, row.oldest);
      if (row.currency !== null && money !== null) sum.money[row.currency] = addMoney(sum.money[row.currency], money);
      sums.set(name, sum);
    }
  }
  return [...sums.values()];
}

export function countOpen(sql: Sql): number {
  const row = sql(
    "SELECT count(*) AS open FROM runs INDEXED BY runs_status WHERE tenant >= '' AND status IN ('running', 'waiting', 'parked') AND status <> 'completed'",
  ).get();
  return (row as { open: number }).open;
}

/** The partial index of open runs is read through; completed ones are never touched. */
export function listForgotten(sql: Sql): { tenant: string; runId: string }[] {
  return sql(
    `SELECT tenant, id AS runId FROM runs INDEXED BY runs_status WHERE status <> 'completed' AND wake IS NULL
     AND (status = 'running' OR (status = 'waiting' AND head ->> 'wakeAt' IS NOT NULL)) LIMIT 100`,
  ).all() as { tenant: string; runId: string }[];
}
