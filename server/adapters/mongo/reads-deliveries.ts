/** What came in: accepted and refused messages in one list. */
import type { Collection, Filter } from 'mongodb';
import type { DeliveryRow, Page, Reads } from '../../engine/reads.ts';
import { pageSize } from '../page.ts';
import type { DeliveryDoc } from './layout.ts';
import { beyond } from './page-by-number.ts';
import type { RefusedDoc } from './refusals.ts';

type Kind = 'taken' | 'refused';
interface Arrival {
  kind: Kind;
  n: number;
  row: DeliveryRow;
}

/** Two lists read from their newest ends and merged by time; the cursor says how far each was read. */
export async function listDeliveries(
  deliveries: Collection<DeliveryDoc>,
  refused: Collection<RefusedDoc>,
  tenant: string,
  filter: Parameters<Reads['deliveries']>[1],
): Promise<Page<DeliveryRow>> {
  const size = pageSize(filter.limit);
  const [taken = Number.MAX_SAFE_INTEGER, turnedAway = Number.MAX_SAFE_INTEGER] = filter.cursor?.split('.').map(Number) ?? [];
  const reached = { taken, refused: turnedAway };
  const { endpoint, key, from, to } = filter;
  const inTime = from === undefined && to === undefined ? {} : { at: { $gte: from ?? 0, $lte: to ?? Number.MAX_SAFE_INTEGER } };
  const query = (kind: Kind): object => ({
    tenant,
    n: { $lt: reached[kind] },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(key === undefined ? {} : { key }),
    ...inTime,
  });
  const options = { sort: { n: -1 }, limit: size + beyond, batchSize: size + beyond + 1 } as const;
  const [own, others] = await Promise.all([
    filter.refused === true ? [] : deliveries.find(query('taken') as Filter<DeliveryDoc>, { ...options, projection: { message: 0 } }).toArray(),
    filter.refused === false ? [] : refused.find(query('refused') as Filter<RefusedDoc>, options).toArray(),
  ]);
  const found = mergeNewest(
    own.map((doc) => ({ kind: 'taken', n: doc.n, row: rowOf(doc) })),
    others.map(({ n, row }) => ({ kind: 'refused', n, row: JSON.parse(row) as DeliveryRow })),
  );
  const page = found.slice(0, size);
  for (const { kind, n } of page) reached[kind] = Math.min(reached[kind], n);
  // What shares its number with the last one shown would be passed over.
  page.push(...found.slice(size).filter(({ kind, n }) => n === reached[kind]));
  return { items: page.map(({ row }) => row), next: found.length > page.length ? `${reached.taken}.${reached.refused}` : null };
}

/** Each list keeps its own order, whatever its clock said. */
function mergeNewest(one: Arrival[], other: Arrival[]): Arrival[] {
  const merged: Arrival[] = [];
  let [a, b] = [0, 0];
  while (a < one.length || b < other.length) {
    const [left, right] = [one[a], other[b]];
    const isLeft = left !== undefined && (right === undefined || left.row.at >= right.row.at);
    merged.push(isLeft ? left : right!);
    if (isLeft) a += 1;
    else b += 1;
  }
  return merged;
}

function rowOf({ delivery, at, endpoint, bytes, event, key, ignored, runs }: DeliveryDoc): DeliveryRow {
  return {
    id: delivery,
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
