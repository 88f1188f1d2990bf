/** The first stroke on a run, and what every stroke adds: a row of its log, keys it is found by. */
import type { RunHead } from '../../engine/ports.ts';
import { dueAt } from '../due.ts';
import { type Desk, remember } from './desk.ts';
import { bundle } from './pack.ts';
import { logKey } from './tables.ts';

export interface Value {
  hash: string;
  json: string;
}

/** Begin a run unless it is there. Answers with its number when it is new. */
export function begin(desk: Desk, head: RunHead, events: string | undefined, values: Value[]): number | undefined {
  const n = desk.nextN;
  const { changes } = desk
    .sql('INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(n, head.tenant, head.id, head.flow, head.status, dueAt(head, false) ?? null, head.startedAt, head.seq, head.inFlight ? 1 : 0, JSON.stringify(head));
  if (changes === 0) return undefined;
  desk.nextN += 1;
  if (events !== undefined) addLog(desk, n, head.seq, head.startedAt, 'start', events, values);
  addKeys(desk, head, n, head.keys);
  if (head.lane !== undefined) desk.sql('INSERT INTO lanes VALUES (?, ?, ?, ?)').run(head.tenant, head.flow, head.lane, n);
  const hour = Math.floor(head.startedAt / 3_600_000);
  const [first, last] = desk.hours.get(hour) ?? [n, n];
  desk.hours.set(hour, [Math.min(first, n), Math.max(last, n)]);
  desk.after.push(() =>
    remember(desk, head.tenant, head.id, { n, seq: head.seq, keys: new Set(head.keys), hashes: new Set(values.map((value) => value.hash)) }),
  );
  return n;
}

export function addLog(desk: Desk, n: number, seq: number, at: number, author: string, events: string, values: Value[]): void {
  if (seq > 65_535) throw new Error(`run number ${n} has 65,535 commits, the most a log holds: split its work into child runs`);
  const { hashes, packed } = values.length > 0 ? bundle(values) : { hashes: null, packed: null };
  desk.sql('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)').run(logKey(n, seq), at, author, events, hashes, packed);
}

export function addKeys(desk: Desk, head: RunHead, n: number, keys: string[]): void {
  for (const key of keys) desk.sql('INSERT OR IGNORE INTO run_keys VALUES (?, ?, ?)').run(head.tenant, key, n);
}
