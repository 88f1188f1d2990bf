/** The whole store on MongoDB: one connection, its shelves, and what stands on them. */
import type { Store } from '../store.ts';
import { commitTimes } from './commit-times.ts';
import { connect } from './connect.ts';
import { documentIndexes, mongoDocuments } from './documents.ts';
import { indexes } from './layout.ts';
import { refuseHalfMoved } from './moving.ts';
import { openIndexes } from './open-indexes.ts';
import { type OpenShelves, openShelves, shelfOf } from './open-shelves.ts';
import { impatient, patience } from './patience.ts';
import { mongoReads } from './reads.ts';
import { refusedIndexes } from './refusals.ts';
import { mongoRuns } from './runs.ts';

/** Figures of a minute are summed up a few minutes after its end. */
const closeEvery = 60_000;

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
  await refuseHalfMoved(db);
  await openIndexes(db, { ...indexes, ...documentIndexes, ...refusedIndexes });
  const shelves = openShelves(db, now);
  const times = commitTimes();
  const { reads, closeMinutes, settled } = mongoReads(db, shelves, { owner: life, commitTimes: times, now });
  return {
    shelves,
    now,
    runs: mongoRuns(shelves, { owner: life, leaseMs, remembers, took: times.took, patient: remembers ? patience() : impatient }),
    reads,
    documents: mongoDocuments({ documents: shelfOf(db, 'documents', shelves.trips), changes: shelfOf(db, 'changes', shelves.trips) }, life),
    async isUp() {
      return db.command({ ping: 1 }).then(
        () => true,
        () => false,
      );
    },
    care(report) {
      const turn = (): void => void closeMinutes().catch((error: unknown) => report('figures could not be summed up', { error }));
      const timer = setInterval(turn, closeEvery);
      turn();
      return () => clearInterval(timer);
    },
    async close() {
      await settled();
      await close();
    },
  };
}
