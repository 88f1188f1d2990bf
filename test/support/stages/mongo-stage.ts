/** A server through the adapter: every life its own, leases and all, and the clock of the test as the store's time. */
import { commitTimes } from '../../../server/adapters/mongo/commit-times.ts';
import { type Connection, connect } from '../../../server/adapters/mongo/connect.ts';
import { openShelves } from '../../../server/adapters/mongo/open-shelves.ts';
import { mongoReads } from '../../../server/adapters/mongo/reads.ts';
import { mongoRuns } from '../../../server/adapters/mongo/runs.ts';
import { ownName } from '../../services/shared.ts';
import { watchCalls } from './open-calls.ts';
import type { Stage } from './stage.ts';

const leaseMs = 15_000;

/** `url` names the server; its database is the stage's own. */
export function mongoStage(url: string): Stage {
  const place = new URL(url);
  place.pathname = `/${ownName('stage')}`;
  let connecting: Promise<Connection> | undefined;
  return {
    name: 'on MongoDB',
    renewEvery: leaseMs / 3,
    async open(clock) {
      const { db } = await (connecting ??= connect(place.href));
      const watch = watchCalls();
      const shelves = openShelves(db, clock.now);
      return {
        live(life, fate) {
          const own = watch.shelves(shelves, fate);
          const { reads, settled } = mongoReads(db, own, { owner: life, commitTimes: commitTimes(), now: clock.now });
          return { runs: mongoRuns(own, { owner: life, leaseMs, remembers: false }), reads, close: settled };
        },
        wasBusy: watch.wasBusy,
        async isOver() {
          const heads = await shelves.runs.find({}, { only: ['status', 'run'] });
          const isStill = heads.length > 0 && heads.every(({ status }) => ['completed', 'canceled', 'parked'].includes(status));
          // A wish for an ended run is left lying when its holder ended before the last write: nobody looks at it any more.
          const parked = heads.filter(({ status }) => status === 'parked').map(({ run }) => run);
          return isStill && (await shelves.requests.find({ run: { $in: parked } }, { limit: 1 })).length === 0;
        },
        tasks: async () => (await shelves.tasks.find({}, { only: ['task'] })).map(({ task }) => task),
        close: async () => void (await db.dropDatabase()),
      };
    },
    async close() {
      await (await connecting)?.close();
    },
  };
}
