import { describe } from 'vitest';
import { bullBell } from '../../server/adapters/bullmq/bell.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import { ownName, shared } from '../services/shared.ts';
import { describeBell } from './bell.ts';

describeBell('the bell of one process', async () => {
  const bell = processBell();
  return { bell: () => bell, async close() {} };
});

const redis = await shared('redis');

describe.skipIf(!redis.url)(`on ${redis.url === undefined ? redis.reason : redis.name}`, () => {
  describeBell('the bell on Redis', async () => {
    const prefix = ownName('bell');
    const bells: ReturnType<typeof bullBell>[] = [];
    return {
      bell() {
        const bell = bullBell({ url: redis.url!, prefix, report: (message) => console.error(message) });
        bells.push(bell);
        return bell;
      },
      async close() {
        await Promise.all(bells.map((bell) => bell.close()));
      },
    };
  });
});
