/** The whole store on MongoDB: one connection, its shelves, and what stands on them. */
import type { Store } from '../store.ts';
import { connect } from './connect.ts';
import { documentIndexes, mongoDocuments } from './documents.ts';
import { indexes } from './layout.ts';
import { openIndexes } from './open-indexes.ts';
import { type OpenShelves, openShelves, shelfOf } from './open-shelves.ts';
import { mongoRuns } from './runs.ts';

export interface MongoStoreOptions {
  /** Names this life of the process. */
  life: string;
  leaseMs: number;
  /** Workers run in this process. */
  remembers: boolean;
  warn(words: string): void;
}

export interface MongoStore extends Store {
  shelves: OpenShelves;
  /** Time of the store, ms since 1970. */
  now(): number;
}

export async function mongoStore(url: string, { life, leaseMs, remembers, warn }: MongoStoreOptions): Promise<MongoStore> {
  const { db, now, close } = await connect(url, { appName: `orderloom ${life}`, warn });
  await openIndexes(db, { ...indexes, ...documentIndexes });
  const shelves = openShelves(db, now);
  return {
    shelves,
    now,
    runs: mongoRuns(shelves, { owner: life, leaseMs, remembers }),
    documents: mongoDocuments({ documents: shelfOf(db, 'documents', shelves.trips), changes: shelfOf(db, 'changes', shelves.trips) }, life),
    close,
  } as MongoStore;
}
