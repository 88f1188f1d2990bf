import { expect, test } from 'vitest';
import { deliveryOf, startOf } from '../../test/conformance/samples.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import { ringHeld } from './ring-held.ts';

/** Runs kept by the pause of a flow. */
function open() {
  const clock = manualClock();
  const store = memoryStore();
  const rung: string[] = [];
  const reports: string[] = [];
  const paused = new Set<string>();
  const fails = { next: 0 };
  const held = ringHeld({
    reads: {
      async runs(...args) {
        if (fails.next > 0 && (fails.next -= 1) >= 0) throw new Error('the store is away');
        return store.reads.runs(...args);
      },
    },
    queue: { ring: (_tenant, runId) => rung.push(runId) },
    clock,
    tenant: 't',
    isPaused: (flow) => paused.has(flow),
    report: (message) => reports.push(message),
  });
  return {
    held,
    paused,
    fails,
    reports,
    async keep(id: string, flow = 'orders') {
      const start = startOf(id, { flow, status: 'waiting', code: 'flow.paused' });
      await store.runs.accept(deliveryOf(id, [start]));
    },
    /** What is rung until this much time has passed. */
    async rungWithin(ms: number): Promise<string[]> {
      const until = clock.now() + ms;
      while (clock.next(until)) await new Promise((resolve) => setImmediate(resolve));
      clock.set(until);
      return rung.splice(0);
    },
  };
}

test('orders kept by a pause are rung oldest first once it is over, those of other paused flows are not', async () => {
  const { held, keep, paused, rungWithin } = open();
  for (const id of ['R1', 'R2', 'R3']) await keep(id);
  await keep('R4', 'returns');
  paused.add('returns');
  held.goOn('orders');
  expect(await rungWithin(1)).toEqual(['R1', 'R2', 'R3']);
  held.goOn();
  expect(await rungWithin(1)).toEqual(['R1', 'R2', 'R3']);
});

test('one that was kept after the first look is rung by a later one', async () => {
  const { held, keep, rungWithin } = open();
  held.goOn('orders');
  expect(await rungWithin(1)).toEqual([]);
  await keep('R1');
  expect(await rungWithin(3_000)).toEqual(['R1']);
  await keep('R2');
  expect(await rungWithin(10_000)).toEqual(['R1', 'R2']);
  await keep('R3');
  expect(await rungWithin(100_000)).toEqual([]);
});

test('a store that is away is reported and asked again', async () => {
  const { held, keep, fails, reports, rungWithin } = open();
  await keep('R1');
  fails.next = 1;
  held.goOn('orders');
  expect(await rungWithin(1)).toEqual([]);
  expect(reports).toHaveLength(1);
  expect(await rungWithin(3_000)).toEqual(['R1']);
});

test('a flow paused again, or a hub that stops, rings nothing more', async () => {
  const { held, keep, paused, rungWithin } = open();
  held.goOn('orders');
  await rungWithin(1);
  await keep('R1');
  paused.add('orders');
  expect(await rungWithin(3_000)).toEqual([]);
  paused.clear();
  held.stop();
  expect(await rungWithin(100_000)).toEqual([]);
});
