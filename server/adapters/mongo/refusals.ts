/** Messages that were refused: kept for looking at, as many as can be, and never at the cost of those that are taken. */
import type { Collection } from 'mongodb';
import type { DeliveryRow } from '../../engine/reads.ts';
import { arrivalOf } from './arrival.ts';
import { idOf } from './layout.ts';

export interface RefusedDoc {
  /** tenant/process and its count */
  _id: string;
  tenant: string;
  n: number;
  endpoint: string;
  key?: string;
  /** When it came; absent in what was kept before periods could be asked for. */
  at?: number;
  /** DeliveryRow as JSON. */
  row: string;
}

/** For open-indexes. */
export const refusedIndexes: Record<string, Record<string, 1 | -1>[]> = { refused: [{ tenant: 1, n: -1 }] };

const mostWaiting = 1_000;
/** Of one tenant so many are left at a trim; with the number of processes that trim they stay below 10,000. */
const kept = 8_000;
const trimEvery = 200;

export interface Refusals {
  keep(tenant: string, row: DeliveryRow, now: number): void;
  /** Resolves when what was handed over before is kept or given up. */
  settled(): Promise<void>;
}

export function openRefusals(refused: Collection<RefusedDoc>, owner: string): Refusals {
  const arrival = arrivalOf();
  const since = new Map<string, number>();
  let waiting: RefusedDoc[] = [];
  let work = Promise.resolve();
  let written = 0;

  async function write(): Promise<void> {
    const docs = waiting;
    waiting = [];
    if (docs.length === 0) return;
    try {
      await refused.insertMany(docs, { ordered: false });
      for (const { tenant } of docs) since.set(tenant, (since.get(tenant) ?? trimEvery) + 1);
      for (const [tenant, count] of since) if (count >= trimEvery) await trim(tenant);
    } catch {
      // They may be missing in a list, and nowhere else.
    }
  }

  async function trim(tenant: string): Promise<void> {
    since.set(tenant, 0);
    const [last] = await refused.find({ tenant }, { projection: { n: 1 }, sort: { n: -1 }, skip: kept, limit: 1 }).toArray();
    if (last) await refused.deleteMany({ tenant, n: { $lte: last.n } });
  }

  return {
    keep(tenant, row, now) {
      if (waiting.length >= mostWaiting) return;
      written += 1;
      const { endpoint, key } = row;
      const doc = { _id: idOf(tenant, `${owner}.${written}`), tenant, n: arrival(now), endpoint, at: row.at, row: JSON.stringify(row) };
      waiting.push(key === undefined ? doc : { ...doc, key });
      if (waiting.length === 1) work = work.then(write);
    },
    settled: () => work,
  };
}
