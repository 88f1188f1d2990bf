/** The accept stroke: the delivery, its runs and its signals become durable together or not at all. */
import type { Accepted, Delivery } from '../../engine/ports.ts';
import type { DeliveryRow } from '../../engine/reads.ts';
import { begin } from './begin-run.ts';
import type { Desk } from './desk.ts';
import { pack } from './pack.ts';
import { logKey } from './tables.ts';
import type { Work } from './work.ts';
import { storeSignal } from './write-outbox.ts';

const keptRefusals = 10_000;
/** Name of the received message among the values of the run it started. */
const bodyName = 'body';

export function accept(desk: Desk, work: Extract<Work, { kind: 'accept' }>, texts: string[]): Accepted & { known?: string[] } {
  const { delivery, starts } = work;
  const { tenant, id } = delivery;
  const first = desk.sql('SELECT body_hash, row FROM deliveries WHERE tenant = ? AND id = ?').get(tenant, id) as { body_hash: string; row: string } | undefined;
  if (first) return { duplicate: true, sameBody: first.body_hash === delivery.bodyHash, runs: (JSON.parse(first.row) as DeliveryRow).runs };

  const body = texts[0] as string;
  let next = 1;
  let k: number | null = null;
  let hash: string | null = null;
  const known: string[] = [];
  for (const { head, hasEvents, hashes } of starts) {
    const events = hasEvents ? (texts[next++] as string) : undefined;
    const values = hashes.map((name) => ({ hash: name, json: texts[next++] as string }));
    const isHome = k === null && events !== undefined;
    // The body rides in the frame of the first run, and is stored once when the run's input equals it.
    const same = isHome ? values.find(({ json }) => json === body) : undefined;
    const n = begin(desk, head, events, isHome && !same ? [...values, { hash: bodyName, json: body }] : values);
    if (n === undefined) known.push(head.id);
    else if (isHome) {
      k = logKey(n, head.seq);
      hash = same?.hash ?? bodyName;
    }
  }
  desk
    .sql('INSERT INTO deliveries (tenant, id, endpoint, body_hash, k, hash, body, row) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(tenant, id, delivery.endpoint, delivery.bodyHash, k, hash, k === null ? pack(body) : null, JSON.stringify(rowOf(delivery)));
  const woken = delivery.signals.flatMap((signal) => storeSignal(desk, signal).woken);
  return { duplicate: false, sameBody: true, runs: delivery.runs, ...(woken.length > 0 ? { woken } : {}), ...(known.length > 0 ? { known } : {}) };
}

function rowOf({ id, at, endpoint, bytes, event, key, runs, ignored }: Omit<Delivery, 'body' | 'starts'>): DeliveryRow {
  return {
    id,
    at,
    endpoint,
    status: 202,
    bytes,
    duplicate: false,
    runs,
    ...(event === undefined ? {} : { event }),
    ...(key === undefined ? {} : { key }),
    ...(ignored === undefined ? {} : { code: 'ignored', detail: ignored }),
  };
}

/** Keep the last refusals only: nobody may fill the disk with messages we did not take. */
export function refuse(desk: Desk, tenant: string, row: DeliveryRow): null {
  const { lastInsertRowid } = desk.sql('INSERT INTO refused (tenant, endpoint, row) VALUES (?, ?, ?)').run(tenant, row.endpoint, JSON.stringify(row));
  desk.sql('DELETE FROM refused WHERE r <= ?').run(Number(lastInsertRowid) - keptRefusals);
  return null;
}
