/** Lists beside the runs, for the reader thread: deliveries, tasks, figures, signals. */
import type { Json } from '../../../flows/flow.ts';
import type { SignalSeen } from '../../../nodes/node-type.ts';
import type { NodeCount, TaskDoc } from '../../engine/ports.ts';
import type { DeliveryRow, Page, Reads } from '../../engine/reads.ts';
import { gatherCounts } from '../count.ts';
import { pageOf, pageSize } from '../page.ts';
import type { Sql } from './open-database.ts';
import { type Packed, pick, unpack } from './pack.ts';

interface Arrival {
  key: 'd' | 'r';
  place: number;
  row: DeliveryRow;
}

/** Each list keeps its own order, whatever its clock said: a cursor that names places in both then loses nothing. */
function mergeNewest(taken: Arrival[], refused: Arrival[]): Arrival[] {
  const merged: Arrival[] = [];
  let [a, b] = [0, 0];
  while (a < taken.length || b < refused.length) {
    const [one, other] = [taken[a], refused[b]];
    if (one && (!other || one.row.at >= other.row.at)) {
      merged.push(one);
      a += 1;
    } else if (other) {
      merged.push(other);
      b += 1;
    }
  }
  return merged;
}

/** Two tables read from their newest ends and merged by time; the cursor says how far each was read. */
export function listDeliveries(sql: Sql, tenant: string, filter: Parameters<Reads['deliveries']>[1]): Page<DeliveryRow> {
  const size = pageSize(filter.limit);
  const [d, r] = filter.cursor?.split('.').map(Number) ?? [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const inTime = filter.from === undefined && filter.to === undefined ? '?6 IS NOT ?7' : "row ->> 'at' BETWEEN ?6 AND ?7";
  const wanted = `(?3 IS NULL OR endpoint = ?3) AND ${filter.key === undefined ? '?4 IS NULL' : "row ->> 'key' = ?4"} AND ${inTime}`;
  const rowsOf = (table: 'deliveries' | 'refused', number: 'd' | 'r', before: number): Arrival[] =>
    (
      sql(`SELECT ${number} AS place, row FROM ${table} WHERE tenant = ?1 AND ${number} < ?2 AND ${wanted} ORDER BY ${number} DESC LIMIT ?5`).all(
        tenant,
        before,
        filter.endpoint ?? null,
        filter.key ?? null,
        size + 1,
        filter.from ?? 0,
        filter.to ?? Number.MAX_SAFE_INTEGER,
      ) as { place: number; row: string }[]
    ).map(({ place, row }) => ({ key: number, place, row: JSON.parse(row) as DeliveryRow }));
  const found = mergeNewest(filter.refused === true ? [] : rowsOf('deliveries', 'd', d ?? 0), filter.refused === false ? [] : rowsOf('refused', 'r', r ?? 0));
  const shown = found.slice(0, size);
  const reached = { d, r };
  for (const { key, place } of shown) reached[key] = Math.min(reached[key] ?? place, place);
  return pageOf(
    found,
    size,
    () => `${reached.d}.${reached.r}`,
    ({ row }) => row,
  );
}

export function readBody(sql: Sql, tenant: string, id: string): { body: string; endpoint: string } | undefined {
  const row = sql(`SELECT d.endpoint, d.hash, d.body, l.hashes, l.packed FROM deliveries d LEFT JOIN log l ON l.k = d.k WHERE d.tenant = ? AND d.id = ?`).get(
    tenant,
    id,
  ) as { endpoint: string; hash: string | null; body: Packed | null; hashes: string | null; packed: Packed | null } | undefined;
  if (!row) return undefined;
  const { endpoint, hash, body, hashes, packed } = row;
  if (body !== null) return { body: unpack(body), endpoint };
  const found = hash !== null && hashes !== null && packed !== null ? pick(hashes, packed, hash) : undefined;
  return found === undefined ? undefined : { body: found, endpoint };
}

export function listTasks(sql: Sql, tenant: string, filter: Parameters<Reads['tasks']>[1]): Page<TaskDoc> {
  const { status, role, runId, cursor, limit } = filter;
  const size = pageSize(limit);
  const rows = sql(
    `SELECT t, body FROM tasks WHERE tenant = ?1 AND t < ?2 ${status === undefined ? 'AND ?3 IS NULL' : 'AND status = ?3'}
     ${runId === undefined ? 'AND ?4 IS NULL' : 'AND run = ?4'} AND (?5 IS NULL OR role = ?5) ORDER BY t DESC LIMIT ?6`,
  ).all(tenant, cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor), status ?? null, runId ?? null, role ?? null, size + 1) as {
    t: number;
    body: string;
  }[];
  return pageOf(
    rows,
    size,
    (row) => String(row.t),
    (row) => JSON.parse(row.body) as TaskDoc,
  );
}

export function readTask(sql: Sql, tenant: string, id: string): TaskDoc | undefined {
  const row = sql('SELECT body FROM tasks WHERE tenant = ? AND id = ?').get(tenant, id) as { body: string } | undefined;
  return row && (JSON.parse(row.body) as TaskDoc);
}

export function readCounts(sql: Sql, tenant: string, filter: Parameters<Reads['counts']>[1]): NodeCount[] {
  const rows = sql(
    'SELECT body FROM counts WHERE tenant = ?1 AND flow = ?2 AND minute * 60000 + 60000 > ?3 AND minute >= ?4 AND minute * 60000 < ?5 AND (?6 IS NULL OR version = ?6)',
  ).all(tenant, filter.flow, filter.from, Math.floor(filter.from / 60_000), filter.to, filter.version ?? null) as { body: string }[];
  return gatherCounts(
    rows.map((row) => JSON.parse(row.body) as NodeCount),
    filter,
  );
}

export function readSignals(sql: Sql, tenant: string, keys: string[]): SignalSeen[] {
  const rows = sql('SELECT id, name, key, data, at FROM signals WHERE tenant = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY at, id, key, name').all(
    tenant,
    JSON.stringify(keys),
  ) as { id: string; name: string; key: string; data: string; at: number }[];
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as Json }));
}
