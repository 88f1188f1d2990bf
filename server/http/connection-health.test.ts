import { describe, expect, it } from 'vitest';
import { shopify } from '../../connectors/shopify/connector.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { StoredConnection } from '../access/bound.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import { callCounts } from '../adapters/system/call-counts.ts';
import type { Health } from '../engine/drain-deps.ts';
import type { ConnectionHealth } from './api.ts';
import { connectionHealth, readCalls } from './connection-health.ts';

const noon = Date.UTC(2026, 2, 2, 12, 30);
const connection: StoredConnection = { id: 'shop', connector: 'shopify', title: 'Shop', settings: {}, secrets: ['accessToken'], paused: false };
const well: Health = { isWell: true, ms: 120 };
const no: Health = { isWell: true, ms: 80, refusal: { code: 'connector.refused', message: 'Shopify answered 422: no such line.' } };
const lost: Health = { isWell: false, ms: 15_000, refusal: { code: 'connector.timeout', message: 'acme did not answer in full within 15000 ms.' } };

/** `calls` are minutes before noon and what came back then. */
async function fareOf(calls: [minutesAgo: number, found: Health][], change: Partial<StoredConnection> = {}): Promise<ConnectionHealth> {
  const clock = manualClock(noon);
  const { documents } = memoryStore(memoryDisk(), clock.now);
  for (const life of ['one', 'other']) {
    const counts = callCounts({ documents, clock, life, report: () => expect.unreachable() });
    for (const [ago, found] of calls.filter((_, at) => at % 2 === (life === 'one' ? 0 : 1))) {
      clock.set(noon - ago * 60_000);
      counts.heard('t', 'shop', found);
    }
    await counts.flush();
  }
  const read = await readCalls(documents, 't', noon);
  return connectionHealth({ connection: { ...connection, ...change }, connector: shopify, calls: read.get('shop'), former: [], now: noon });
}
const times = <T>(n: number, of: T): T[] => Array.from({ length: n }, () => of);

describe('the health of a connection', () => {
  it.each<[string, [number, Health][], Partial<StoredConnection>, ConnectionHealth['state'], RegExp]>([
    ['without calls', [], {}, 'quiet', /No calls in the last hour/],
    ['with good calls', times(4, [3, well] as [number, Health]), {}, 'healthy', /All 4 calls in the last hour went well/],
    ['with one refusal of many', [...times(40, [3, well] as [number, Health]), [2, no]], {}, 'healthy', /41 calls in the last hour, 1 refused, 0 failed/],
    [
      'that is refused often',
      [...times(4, [3, well] as [number, Health]), [2, no]],
      {},
      'refusing',
      /1 of 5 calls .* were refused. The last time it said: Shopify answered 422/,
    ],
    [
      'that gets no answer',
      [
        [3, well],
        [2, lost],
      ],
      {},
      'failing',
      /1 of 2 calls in the last hour got no usable answer/,
    ],
    ['that is slow', times(30, [3, { isWell: true, ms: 9_000 }] as [number, Health]), {}, 'slow', /one call in twenty takes \d+ s or longer/],
    ['that failed yesterday only', [[23 * 60, lost]], {}, 'quiet', /No calls in the last hour/],
    ['that is paused', [[3, well]], { paused: true }, 'paused', /Paused/],
  ])('%s', async (_, calls, change, state, words) => {
    const health = await fareOf(calls, change);
    expect(health).toMatchObject({ state });
    expect(health.words).toMatch(words);
  });

  it('adds up what several processes saw, by hour and by day', async () => {
    const health = await fareOf([
      [1, well],
      [1, well],
      [70, no],
      [90, lost],
    ]);
    expect(health.hour).toMatchObject({ calls: 2, refused: 0, failed: 0, rate: 2 / 120 });
    expect(health.day).toMatchObject({ calls: 4, refused: 1, failed: 1 });
    expect(health.hour.p50).toBeGreaterThanOrEqual(120);
    expect(health.hour.p50).toBeLessThan(240);
    expect(health.p95s.filter((each) => each !== null)).toHaveLength(1);
    expect(health).toMatchObject({ lastOk: '2026-03-02T12:29:00.000Z', lastNo: { code: 'connector.refused', at: '2026-03-02T11:20:00.000Z' } });
  });

  it('names what ends, soonest first', async () => {
    const former = [{ field: 'webhookSecret', values: [{ value: 'b' }, { value: 'a', until: noon + 3_600_000 }] }];
    const health = connectionHealth({
      connection: { ...connection, ends: { accessToken: '2027-01-14' } },
      connector: shopify,
      calls: undefined,
      former,
      now: noon,
    });
    expect(health.ends).toEqual([
      { what: 'Webhook secret, former value', at: '2026-03-02T13:30:00.000Z' },
      { what: 'Access token', at: '2027-01-14T00:00:00.000Z' },
    ]);
    expect(JSON.stringify(health)).not.toContain('"a"');
  });
});
