/** Figures of calls on every store: counted by two processes, read as one connection's health, the day before left out. */
import { describe, expect, test } from 'vitest';
import { shopify } from '../../connectors/shopify/connector.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { callCounts } from '../../server/adapters/system/call-counts.ts';
import { connectionHealth, readCalls } from '../../server/http/connection-health.ts';
import { shared } from '../services/shared.ts';
import { manualClock } from '../support/manual-clock.ts';
import { enter, type Open } from './home.ts';
import { openMongo } from './mongo-home.ts';
import { openSqlite } from './sqlite-home.ts';

const noon = Date.UTC(2026, 2, 2, 12, 30);
const openMemory: Open = async () => {
  const disk = memoryDisk();
  return { store: memoryStore(disk), die: async () => memoryStore(disk), async close() {} };
};
const server = await shared('mongo');
const stores: [string, Open | undefined][] = [
  ['the memory store', openMemory],
  ['the SQLite store', openSqlite],
  ['the MongoDB store', server.url === undefined ? undefined : openMongo(server.url)],
];

describe('figures of calls', () => {
  for (const [name, open] of stores)
    test.skipIf(open === undefined)(`are kept by ${name}`, async () => {
      const home = await enter(open!); // skipped where there is none
      const { documents } = home.store;
      const clock = manualClock(noon - 26 * 3_600_000);
      for (const life of ['one', 'other']) {
        const counts = callCounts({ documents, clock, life, report: (words, { error }) => expect.unreachable(`${words}: ${error}`) });
        for (const [ago, calls] of [
          [26 * 60, 5],
          [90, 3],
          [10, 2],
          [1, 1],
        ] as const) {
          clock.set(noon - ago * 60_000);
          for (let call = 0; call < calls; call += 1) counts.heard('t', 'shop', { isWell: true, ms: 100 });
          counts.heard('t', 'shop_2', { isWell: true, ms: 100, refusal: { code: 'connector.refused', message: 'no' } });
          await counts.flush();
        }
      }
      const { documents: next } = await home.die();
      const calls = await readCalls(next, 't', noon);
      const healthOf = (id: string) =>
        connectionHealth({
          connection: { id, connector: 'shopify', title: id, settings: {}, secrets: [], paused: false },
          connector: shopify,
          calls: calls.get(id),
          former: [],
          now: noon,
        });
      expect(healthOf('shop')).toMatchObject({ state: 'healthy', hour: { calls: 6, refused: 0, rate: 4 / 120 }, day: { calls: 12 } });
      expect(healthOf('shop_2')).toMatchObject({ state: 'refusing', hour: { calls: 4, refused: 4 }, day: { calls: 6, refused: 6 } });
    });
});
