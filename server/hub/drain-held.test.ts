import { expect, test } from 'vitest';
import { commitOf, deliveryOf, headOf, restOf, startOf } from '../../test/conformance/samples.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { RunHead } from '../engine/ports.ts';
import { drainHeld } from './drain-held.ts';

/** Runs held by connections, and a receiver that answers as the test says. */
function open(meets: (id: string) => 'answers' | 'is slow' | 'nobody looks' = () => 'answers') {
  const clock = manualClock();
  const store = memoryStore();
  const rung: { id: string; at: number }[] = [];
  const began = clock.now();
  const reports: string[] = [];
  const paused = new Set<string>();
  const fails = { next: 0 };
  const drain = drainHeld({
    reads: {
      async runs(...args) {
        if (fails.next > 0 && (fails.next -= 1) >= 0) throw new Error('the store is away');
        return store.reads.runs(...args);
      },
    },
    look(_tenant, id) {
      rung.push({ id, at: clock.now() - began });
      const met = meets(id);
      if (met === 'nobody looks') return;
      const head = headOf(id, { seq: 3 });
      void store.runs.commit(commitOf(head));
      drain.heard({ ...head, inFlight: true });
      if (met === 'answers') clock.wake(clock.now() + 5, () => drain.heard(headOf(id, { seq: 4, status: 'completed' })));
    },
    clock,
    tenant: 't',
    isHeld: ({ held }: RunHead) => paused.has(held!),
    report: (message) => reports.push(message),
  });
  return {
    drain,
    paused,
    fails,
    reports,
    async hold(id: string, held = 'wms') {
      await store.runs.accept(deliveryOf(id, [startOf(id)]));
      await store.runs.commit(commitOf(restOf(id, { code: 'connection.paused', held })));
    },
    /** What is rung until this much time has passed. */
    async rungWithin(ms: number) {
      const until = clock.now() + ms;
      for (let quiet = 0; quiet < 4; quiet += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (clock.next(until)) quiet = -1;
      }
      clock.set(until);
      return rung.splice(0);
    },
  };
}

const ids = (rung: { id: string }[]) => rung.map(({ id }) => id);

test('oldest first, the next once the answer of the one before is in', async () => {
  const { drain, hold, rungWithin } = open();
  for (const id of ['R1', 'R2', 'R3']) await hold(id);
  drain.goOn();
  expect(await rungWithin(1_000)).toEqual([
    { id: 'R1', at: 0 },
    { id: 'R2', at: 5 },
    { id: 'R3', at: 10 },
  ]);
});

test('a slow answer is waited for 20 ms, a run nobody looks at for a second', async () => {
  const { drain, hold, rungWithin } = open((id) => (id === 'R2' ? 'nobody looks' : 'is slow'));
  for (const id of ['R1', 'R2', 'R3']) await hold(id);
  drain.goOn();
  expect((await rungWithin(1_500)).map(({ at }) => at)).toEqual([0, 20, 1_020]);
});

test('what could not be rung is found again by a later look, and what was held later too', async () => {
  let isThere = false;
  const { drain, hold, rungWithin } = open(() => (isThere ? 'answers' : 'nobody looks'));
  await hold('R1');
  drain.goOn();
  expect(ids(await rungWithin(1_500))).toEqual(['R1']);
  isThere = true;
  await hold('R2');
  expect(ids(await rungWithin(3_000))).toEqual(['R1', 'R2']);
  expect(await rungWithin(60_000)).toEqual([]);
});

test('each connection has its own line; one paused again keeps what it holds', async () => {
  const { drain, paused, hold, rungWithin } = open((id) => (id.startsWith('W') ? 'is slow' : 'answers'));
  for (const id of ['W1', 'W2', 'W3']) await hold(id);
  for (const id of ['E1', 'E2']) await hold(id, 'erp');
  paused.add('erp');
  drain.goOn();
  expect(ids(await rungWithin(25))).toEqual(['W1', 'W2']);
  paused.add('wms');
  paused.delete('erp');
  drain.goOn();
  expect(ids(await rungWithin(60_000))).toEqual(['E1', 'E2']);
  paused.clear();
  drain.goOn();
  expect(ids(await rungWithin(60_000))).toEqual(['W3']);
});

test('one that was held long after the connection went on is found within a minute', async () => {
  const { drain, hold, rungWithin } = open();
  drain.goOn();
  expect(await rungWithin(50_000)).toEqual([]);
  await hold('R1');
  expect(ids(await rungWithin(60_000))).toEqual(['R1']);
});

test('a store that is away is reported and asked again; a hub that stops rings nothing more', async () => {
  const { drain, fails, reports, hold, rungWithin } = open();
  await hold('R1');
  fails.next = 1;
  drain.goOn();
  expect(await rungWithin(1_000)).toEqual([]);
  expect(reports).toHaveLength(1);
  expect(ids(await rungWithin(1_500))).toEqual(['R1']);
  await hold('R2');
  drain.stop();
  expect(await rungWithin(60_000)).toEqual([]);
});
