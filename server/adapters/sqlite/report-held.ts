/** What waits for a switch, by the index that holds nothing else. */
import type { HeldRow } from '../../engine/reads.ts';
import { addMoney } from '../count.ts';
import type { Sql } from './open-database.ts';

/** As tables.ts words it, or the index would not be known for what it is. */
export const isHeld = "r.head ->> 'code' IN ('flow.paused', 'connection.paused')";

interface Row {
  flow: string;
  node: string | null;
  code: string;
  held: string | null;
  currency: string | null;
  huge: string | null;
  runs: number;
  oldest: number;
  money: string | null;
}

// Up to 19 digits are added by SQLite; what is longer stands alone and is added exactly here.
const huge = "CASE WHEN length(r.head ->> 'amount') > 12 THEN r.head ->> 'amount' END";

export function heldBoard(sql: Sql, tenant: string): HeldRow[] {
  const rows = sql(
    `SELECT r.flow, r.head ->> '$.open[0]' AS node, r.head ->> 'code' AS code, r.head ->> 'held' AS held, r.head ->> 'currency' AS currency,
       ${huge} AS huge, count(*) AS runs, min(r.started) AS oldest,
       CAST(sum(CASE WHEN length(r.head ->> 'amount') <= 12 THEN CAST(r.head ->> 'amount' AS INTEGER) END) AS TEXT) AS money
     FROM runs r INDEXED BY runs_held WHERE r.tenant = ?1 AND ${isHeld} AND r.status = 'waiting' GROUP BY 1, 2, 3, 4, 5, 6`,
  ).all(tenant) as unknown as Row[];
  const sums = new Map<string, HeldRow>();
  for (const { flow, node, code, held, currency, huge: long, runs, oldest, money } of rows) {
    const name = `${flow}/${node}/${code}/${held}`;
    const sum = sums.get(name) ?? { flow, node: node ?? '', code, ...(held === null ? {} : { by: held }), runs: 0, oldest, money: {} };
    sum.runs += runs;
    sum.oldest = Math.min(sum.oldest, oldest);
    const sumOf = long === null ? money : String(BigInt(long) * BigInt(runs));
    if (currency !== null && sumOf !== null) sum.money[currency] = addMoney(sum.money[currency], sumOf);
    sums.set(name, sum);
  }
  return [...sums.values()];
}
