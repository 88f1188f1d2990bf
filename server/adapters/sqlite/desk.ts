/** What the writer thread keeps at hand between batches, so that most items cost no read. */
import type { NodeCount, RunHead } from '../../engine/ports.ts';
import { addTurns, emptyCount } from '../count.ts';
import type { Sql } from './open-database.ts';
import { logKey } from './tables.ts';

export interface KnownRun {
  n: number;
  seq: number;
  keys: Set<string>;
  hashes: Set<string>;
}

export interface Desk {
  sql: Sql;
  /** Number of the item being written. */
  no: number;
  nextN: number;
  /** Runs by tenant and id, most recent last. */
  known: Map<string, KnownRun>;
  /** Runs with unanswered requests → earliest instant asked. */
  asked: Map<number, number>;
  /** Runs woken by a signal → number of the item that did. */
  rung: Map<number, number>;
  /** Done once the item is in, dropped when it is rolled back. */
  after: (() => void)[];
  counts: Map<string, { tenant: string; count: NodeCount }>;
  touched: Set<string>;
  hours: Map<number, [number, number]>;
}

const knownRuns = 20_000;
const knownCounts = 5_000;

export function openDesk(sql: Sql): Desk {
  const { n } = sql('SELECT coalesce(max(n), 0) AS n FROM runs').get() as { n: number };
  const asked = sql('SELECT n, min(at) AS at FROM requests GROUP BY n').all() as { n: number; at: number }[];
  return {
    sql,
    no: 0,
    nextN: n + 1,
    known: new Map(),
    asked: new Map(asked.map((row) => [row.n, row.at])),
    rung: new Map(),
    after: [],
    counts: new Map(),
    touched: new Set(),
    hours: new Map(),
  };
}

/** After a batch was rolled back: what is remembered may never have been written. */
export function forget(desk: Desk): void {
  desk.known.clear();
  desk.counts.clear();
  desk.touched.clear();
  desk.hours.clear();
  desk.nextN = (desk.sql('SELECT coalesce(max(n), 0) AS n FROM runs').get() as { n: number }).n + 1;
  const asked = desk.sql('SELECT n, min(at) AS at FROM requests GROUP BY n').all() as { n: number; at: number }[];
  desk.asked.clear();
  for (const row of asked) desk.asked.set(row.n, row.at);
}

const nameOf = (tenant: string, id: string): string => `${tenant}\u0000${id}`;

export function remember(desk: Desk, tenant: string, id: string, run: KnownRun): void {
  const name = nameOf(tenant, id);
  desk.known.delete(name);
  desk.known.set(name, run);
  if (desk.known.size > knownRuns) desk.known.delete(desk.known.keys().next().value as string);
}

export function findRun(desk: Desk, tenant: string, id: string): KnownRun | undefined {
  const known = desk.known.get(nameOf(tenant, id));
  if (known) return known;
  const row = desk.sql('SELECT n, seq, head FROM runs WHERE tenant = ? AND id = ?').get(tenant, id) as { n: number; seq: number; head: string } | undefined;
  if (!row) return undefined;
  const bundles = desk.sql('SELECT hashes FROM log WHERE k > ? AND k < ? AND hashes IS NOT NULL').all(logKey(row.n, 0) - 1, logKey(row.n + 1, 0)) as {
    hashes: string;
  }[];
  const hashes = bundles.flatMap((bundle) => bundle.hashes.split(' ')).map((entry) => entry.slice(0, entry.lastIndexOf(':')));
  const run = { n: row.n, seq: row.seq, keys: new Set((JSON.parse(row.head) as RunHead).keys), hashes: new Set(hashes) };
  remember(desk, tenant, id, run);
  return run;
}

/** Figures are added up in memory and written once per batch. */
export function count(desk: Desk, tenant: string, fresh: NodeCount): void {
  const { flow, version, node, minute } = fresh;
  const name = [tenant, flow, version, node, minute].join('\u0000');
  let stored = desk.counts.get(name);
  if (!stored) {
    const row = desk
      .sql('SELECT body FROM counts WHERE tenant = ? AND flow = ? AND minute = ? AND version = ? AND node = ?')
      .get(tenant, flow, minute, version, node) as { body: string } | undefined;
    stored = { tenant, count: row ? (JSON.parse(row.body) as NodeCount) : emptyCount(flow, version, node, minute) };
    desk.counts.set(name, stored);
  }
  addTurns(stored.count, fresh);
  desk.touched.add(name);
}

/** Write what the batch added up: figures, and which runs began in which hour. */
export function writeSums(desk: Desk): void {
  for (const name of desk.touched) {
    const { tenant, count } = desk.counts.get(name) as { tenant: string; count: NodeCount };
    desk.sql('INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?, ?, ?)').run(tenant, count.flow, count.minute, count.version, count.node, JSON.stringify(count));
  }
  for (const [hour, [first, last]] of desk.hours) {
    desk
      .sql('INSERT INTO hours VALUES (?, ?, ?) ON CONFLICT (hour) DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last)')
      .run(hour, first, last);
  }
  desk.touched.clear();
  desk.hours.clear();
  if (desk.counts.size > knownCounts) desk.counts.clear();
}
