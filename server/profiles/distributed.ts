/** Any number of processes on MongoDB, with a bell on Redis that may be away. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { bullBell } from '../adapters/bullmq/bell.ts';
import { liveBus } from '../adapters/bullmq/live-bus.ts';
import { databaseOf } from '../adapters/mongo/connect.ts';
import { takeDuty } from '../adapters/mongo/duty.ts';
import { sharedLimits } from '../adapters/mongo/shared-limits.ts';
import { mongoStore } from '../adapters/mongo/store.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { isEmpty } from './is-empty.ts';
import type { Profile } from './profile.ts';

export interface Places {
  mongodbUrl: string;
  redisUrl: string;
  /** Workers run in this process. */
  works: boolean;
}

type Report = (message: string, details: { error?: unknown }) => void;

const leaseMs = 15_000;

export async function distributed({ mongodbUrl, redisUrl, works }: Places, tenant: string, report: Report): Promise<Profile> {
  const life = `${hostname()}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const store = await mongoStore(mongodbUrl, { life, leaseMs, remembers: works, warn: (words) => report(words, {}) });
  const clock = systemClock(store.now);
  const prefix = `orderloom:${databaseOf(mongodbUrl)}`;
  const bell = bullBell({ url: redisUrl, prefix, report });
  const bus = liveBus({ url: redisUrl, prefix });
  const limits = sharedLimits({ shelves: store.shelves, clock, life, report, leaseMs });
  return {
    name: 'distributed',
    life,
    store,
    queue: bell,
    clock,
    renewEvery: leaseMs / 3,
    pace: () => bell.pace(),
    limits,
    isFirstStart: await isEmpty(store.documents, tenant),
    others: {
      publish: bus.publish,
      listen: bus.listen,
      takeDuty: (name, begin) => takeDuty(name, begin, { shelves: store.shelves, clock, tenant, owner: life, report, leaseMs }),
    },
    async close() {
      bus.close();
      await limits.close();
      await bell.close();
      await store.close();
    },
  };
}
