/** Point reads of one run on the main thread: microseconds each, and fresh, since an answer follows its commit. */

import type { Json } from '../../../flows/flow.ts';
import type { SignalSeen } from '../../../nodes/node-type.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Claim, Request, RunHead } from '../../engine/ports.ts';
import { type DueRun, dueRuns, dueSince, type IsFree, nextDue } from './due.ts';
import type { Sql } from './open-database.ts';
import { type Packed, pick } from './pack.ts';
import { logKey, seqOf } from './tables.ts';

export function lookAt(sql: Sql) {
  const numberOf = (tenant: string, id: string): number | undefined =>
    (sql('SELECT n FROM runs WHERE tenant = ? AND id = ?').get(tenant, id) as { n: number } | undefined)?.n;

  const look = {
    head(tenant: string, id: string): { n: number; head: RunHead } | undefined {
      const row = sql('SELECT n, head FROM runs WHERE tenant = ? AND id = ?').get(tenant, id) as { n: number; head: string } | undefined;
      return row && { n: row.n, head: JSON.parse(row.head) as RunHead };
    },
    commits(n: number, after = 0): Claim['commits'] {
      const rows = sql('SELECT k, at, author, events FROM log WHERE k > ? AND k < ? ORDER BY k').all(logKey(n, after), logKey(n + 1, 0));
      return (rows as { k: number; at: number; author: string; events: string }[]).map(({ k, at, author, events }) => ({
        seq: seqOf(k),
        at,
        author,
        events: JSON.parse(events) as RunEvent[],
      }));
    },
    log(tenant: string, id: string, after: number): Claim['commits'] {
      const n = numberOf(tenant, id);
      return n === undefined ? [] : look.commits(n, after);
    },
    payload(tenant: string, id: string, hash: string): string | undefined {
      const n = numberOf(tenant, id);
      if (n === undefined) return undefined;
      const row = sql('SELECT hashes, packed FROM log WHERE k > ? AND k < ? AND instr(hashes, ?) > 0 LIMIT 1').get(
        logKey(n, 0) - 1,
        logKey(n + 1, 0),
        `${hash}:`,
      );
      return row && pick(row['hashes'] as string, row['packed'] as Packed, hash);
    },
    requests(tenant: string, id: string): Request[] {
      const rows = sql('SELECT body FROM requests WHERE n = (SELECT n FROM runs WHERE tenant = ? AND id = ?) ORDER BY at, id').all(tenant, id);
      return (rows as { body: string }[]).map((row) => JSON.parse(row.body) as Request);
    },
    signals(tenant: string, names: string[], keys: string[]): SignalSeen[] {
      if (keys.length === 0 || names.length === 0) return [];
      const rows = sql(
        `SELECT id, name, key, data, at FROM signals WHERE tenant = ? AND key IN (SELECT value FROM json_each(?))
         AND name IN (SELECT value FROM json_each(?)) ORDER BY at, id, key, name`,
      ).all(tenant, JSON.stringify(keys), JSON.stringify(names));
      return (rows as { id: string; name: string; key: string; data: string; at: number }[]).map((row) => ({ ...row, data: JSON.parse(row.data) as Json }));
    },
    /** The run right before this one in its lane. */
    ahead(tenant: string, id: string): string | undefined {
      const row = sql(
        `SELECT a.id FROM runs r JOIN lanes l ON l.tenant = r.tenant AND l.flow = r.flow AND l.lane = r.head ->> 'lane' AND l.n < r.n
         JOIN runs a ON a.n = l.n AND a.head ->> 'lane' IS NOT NULL WHERE r.tenant = ? AND r.id = ? ORDER BY l.n DESC LIMIT 1`,
      ).get(tenant, id);
      return (row as { id: string } | undefined)?.id;
    },
    due: (now: number, limit: number, isFree: IsFree): DueRun[] => dueRuns(sql, now, limit, isFree),
    dueSince: (now: number, isFree: IsFree): number | undefined => dueSince(sql, now, isFree),
    nextDue: (now: number): number | undefined => nextDue(sql, now),
    /** Runs whose holder died with a call out. */
    inFlight(): { tenant: string; id: string }[] {
      return sql('SELECT tenant, id FROM runs WHERE wake IS NOT NULL AND inflight = 1').all() as { tenant: string; id: string }[];
    },
    asked(): { tenant: string; id: string }[] {
      return sql('SELECT DISTINCT r.tenant, r.id FROM requests q JOIN runs r ON r.n = q.n')
        .all()
        .map((row) => ({ tenant: row['tenant'] as string, id: row['id'] as string }));
    },
  };
  return look;
}

export type Look = ReturnType<typeof lookAt>;
