/** A home in a database of its own; a death is another life on the same database, once the leases of the first have run out. */
import { commitTimes } from '../../server/adapters/mongo/commit-times.ts';
import { type Connection, connect } from '../../server/adapters/mongo/connect.ts';
import { mongoDocuments } from '../../server/adapters/mongo/documents.ts';
import { openShelves, shelfOf } from '../../server/adapters/mongo/open-shelves.ts';
import { mongoReads } from '../../server/adapters/mongo/reads.ts';
import { mongoRuns } from '../../server/adapters/mongo/runs.ts';
import type { Store } from '../../server/adapters/store.ts';
import { ownName } from '../services/shared.ts';
import type { Home } from './home.ts';
import { at } from './samples.ts';

const leaseMs = 15_000;

/** `url` without a database. */
export function openMongo(url: string): () => Promise<Home> {
  return async () => {
    const place = new URL(url);
    place.pathname = `/${ownName('conformance')}`;
    const opened: Connection[] = [];
    const open = async (): Promise<Store> => {
      const connection = await connect(place.href);
      const later = opened.length * (leaseMs + 1_000);
      opened.push(connection);
      const shelves = openShelves(connection.db, () => at + later);
      // Nothing waits for a bell here: whatever is pending is unfolded at once.
      const owner = `life-${opened.length}`;
      const times = commitTimes();
      const { reads, settled } = mongoReads(connection.db, shelves, { owner, commitTimes: times, now: Date.now });
      const runs = mongoRuns(shelves, { owner, leaseMs, grace: 0, eager: true, took: times.took });
      return {
        runs,
        documents: mongoDocuments({ documents: shelfOf(connection.db, 'documents'), changes: shelfOf(connection.db, 'changes') }, owner),
        reads: {
          ...reads,
          async health() {
            // A sweeper has passed: in life one does every second.
            await runs.due(at, 1, new Set());
            return reads.health();
          },
        },
        close: settled,
      };
    };
    const store = await open();
    return {
      store,
      leaseMs,
      die: open,
      async close() {
        await opened[0]?.db.dropDatabase();
        for (const connection of opened) await connection.close();
      },
    };
  };
}
