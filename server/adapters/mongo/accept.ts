/** The accept commit: inserting the delivery is all of it. */
import type { Accepted, Delivery } from '../../engine/ports.ts';
import { deliveryDocOf, messageIn, mustBeFound, unbegunRun } from './deliveries.ts';
import { type DeliveryDoc, idOf, type RunDoc } from './layout.ts';
import type { Life } from './life.ts';
import { tell } from './wake.ts';

const keptFresh = 5_000;

/** Many deliveries in one round trip; a taken id means the message is here already, and its runs are those of the first. */
export async function acceptAll(life: Life, deliveries: Delivery[]): Promise<(Accepted | Error)[]> {
  const docs = deliveries.map((delivery) => {
    const n = life.arrival(delivery.at);
    for (let more = 1; more < delivery.starts.length; more += 1) life.arrival(delivery.at);
    return deliveryDocOf(delivery, n);
  });
  const taken = await life.shelves.deliveries.insert(docs);
  const first = new Map(
    taken.size === 0 ? [] : (await life.shelves.deliveries.find({ _id: { $in: [...taken].map((index) => docs[index]!._id) } })).map((doc) => [doc._id, doc]),
  );
  const failed = await beginFound(life, deliveries, docs, first);
  if (life.eager)
    await beginNow(
      life,
      deliveries.flatMap(({ starts }, index) => (taken.has(index) ? [] : starts.map((start, place) => unbegunRun(start, docs[index]!.n + place)))),
    );
  return Promise.all(
    deliveries.map(async (delivery, index): Promise<Accepted | Error> => {
      const doc = docs[index]!;
      if (taken.has(index)) {
        const known = first.get(doc._id);
        if (!known) return new Error(`The message ${delivery.id} is kept already but cannot be read back`);
        return failed.get(index) ?? { duplicate: true, sameBody: known.bodyHash === delivery.bodyHash, runs: known.runs };
      }
      const error = failed.get(index);
      if (error) return error;
      if (life.remembers && !life.eager) remember(life, delivery, doc.n);
      const woken = await tellNow(life, delivery);
      return { duplicate: false, sameBody: true, runs: delivery.runs, ...(woken.length > 0 ? { woken } : {}) };
    }),
  );
}

/** A worker in this process need not read what this process has just written. */
function remember(life: Life, delivery: Delivery, n: number): void {
  delivery.starts.forEach((start, index) => {
    if (!mustBeFound(start)) life.fresh.set(idOf(delivery.tenant, start.head.id), { start, n: n + index });
  });
  for (const id of life.fresh.keys()) {
    if (life.fresh.size <= keptFresh) break;
    life.fresh.delete(id);
  }
}

/**
 * Where others must find a run its head stands before its message is acknowledged, also when it is the repetition of one that
 * was not.
 */
async function beginFound(life: Life, deliveries: Delivery[], docs: DeliveryDoc[], first: ReadonlyMap<string, DeliveryDoc>): Promise<Map<number, Error>> {
  const heads: RunDoc[] = [];
  const indexes: number[] = [];
  for (const [index, delivery] of deliveries.entries()) {
    const known = first.get(docs[index]!._id);
    const starts = known?.listed && known.pending !== undefined ? messageIn(known).starts : known ? [] : delivery.starts;
    if (!starts.some(mustBeFound)) continue;
    const n = (known ?? docs[index]!).n;
    heads.push(...starts.flatMap((start, place) => (mustBeFound(start) ? [unbegunRun(start, n + place)] : [])));
    indexes.push(index);
  }
  try {
    if (heads.length > 0) await life.shelves.runs.insert(heads);
    return new Map();
  } catch (error) {
    return new Map(indexes.map((index) => [index, new Error('A run that others must find could not be kept', { cause: error })]));
  }
}

async function beginNow(life: Life, heads: RunDoc[]): Promise<void> {
  // What fails here is caught up from the pending delivery.
  if (heads.length > 0) await life.shelves.runs.insert(heads).catch(() => undefined);
}

/** Signals go out at once; what fails here is caught up from the pending delivery. */
async function tellNow(life: Life, delivery: Delivery): Promise<string[]> {
  const woken: string[] = [];
  try {
    for (const signal of delivery.signals) woken.push(...(await tell(life, signal)).woken);
    if (delivery.signals.length > 0 && delivery.starts.length === 0)
      await life.shelves.deliveries.updateAll({ _id: idOf(delivery.tenant, delivery.id) }, { $unset: { pending: true } });
  } catch {
    return [];
  }
  return woken;
}
