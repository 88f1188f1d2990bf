/** Shelves over the driver: each call is one command to the server, and all are counted. */
import { type AnyBulkWriteOperation, type Collection, type Db, MongoBulkWriteError, type Filter as MongoFilter } from 'mongodb';
import type { Change, Filter, FindOptions, Shelf, Shelves } from './shelves.ts';

/** How much was asked of the server since it was opened. */
export interface Trips {
  calls: number;
  /** Documents sent to be written. */
  written: number;
}

export interface OpenShelves extends Shelves {
  trips: Trips;
}

const duplicate = 11_000;
/** Documents in one answer of the server; a list without a limit takes more trips beyond it. */
const together = 5_000;

export function openShelves(db: Db, now: () => number): OpenShelves {
  const trips: Trips = { calls: 0, written: 0 };
  const shelf = <D extends { _id: string }>(name: string): Shelf<D> => shelfOf<D>(db, name, trips);
  return {
    runs: shelf('runs'),
    commits: shelf('commits'),
    payloads: shelf('payloads'),
    deliveries: shelf('deliveries'),
    signals: shelf('signals'),
    requests: shelf('requests'),
    tasks: shelf('tasks'),
    late: shelf('late'),
    touched: shelf('touched'),
    leases: shelf('leases'),
    now,
    trips,
  };
}

export function shelfOf<D extends { _id: string }>(db: Db, name: string, trips: Trips = { calls: 0, written: 0 }): Shelf<D> {
  // Documents are plain data of our own layout; the driver's types would have them by path.
  const collection = db.collection(name) as unknown as Collection<{ _id: string }>;
  const count = (written: number): void => {
    trips.calls += 1;
    trips.written += written;
  };
  const inOrder = async (changes: AnyBulkWriteOperation<{ _id: string }>[]): Promise<void> => {
    count(changes.length);
    await collection.bulkWrite(changes, { ordered: true });
  };
  return {
    async insert(docs) {
      if (docs.length === 0) return new Set();
      count(docs.length);
      try {
        await collection.insertMany(docs, { ordered: false });
        return new Set();
      } catch (error) {
        return takenOf(error);
      }
    },
    async update(changes) {
      if (changes.length > 0) await inOrder(changes.map(({ filter, change }) => ({ updateOne: { filter: queryOf(filter), update: operatorsOf(change) } })));
    },
    async updateAll(filter, change) {
      count(1);
      return (await collection.updateMany(queryOf(filter), operatorsOf(change))).matchedCount;
    },
    async find(filter, options = {}) {
      count(0);
      return (await collection.find(queryOf(filter), findOptionsOf(options)).toArray()) as D[];
    },
    async replace(docs) {
      if (docs.length > 0) await inOrder(docs.map((doc) => ({ replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true } })));
    },
    async remove(filter) {
      count(1);
      await collection.deleteMany(queryOf(filter));
    },
  };
}

/** Positions whose `_id` was there. Whatever else went wrong, the durability of the others too, is the caller's to know. */
function takenOf(error: unknown): Set<number> {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
  const errors = [error.writeErrors].flat();
  if (errors.length === 0 || errors.some(({ code }) => code !== duplicate)) throw error;
  return new Set(errors.map(({ index }) => index));
}

const queryOf = (filter: Filter): MongoFilter<{ _id: string }> => filter as MongoFilter<{ _id: string }>;

/** Servers before 5.0 refuse an operator without fields. */
const operatorsOf = (change: Change): Change =>
  Object.fromEntries(Object.entries(change).filter(([, fields]) => fields !== undefined && Object.keys(fields).length > 0));

function findOptionsOf({ sort, limit, without, only }: FindOptions): object {
  const names = only ?? without;
  return {
    // One more than the limit, so that the server closes its cursor with the answer.
    batchSize: limit === undefined ? together : limit + 1,
    ...(sort ? { sort } : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(names ? { projection: Object.fromEntries(names.map((name) => [name, only ? 1 : 0])) } : {}),
  };
}
