import { afterEach, expect, test } from 'vitest';
import type { Room } from '../engine/reads.ts';
import { type Admission, admission } from './admission.ts';
import { type Backlog, openBacklog } from './backlog.ts';

interface Signals {
  oldestReadyMs: number;
  commitP99Ms: number;
  lagMs: number;
}
const well: Signals = { oldestReadyMs: 0, commitP99Ms: 5, lagMs: 2 };

let gate: Admission;
let room: Room = 'ample';
let backlog: Backlog;
afterEach(() => gate.stop());

/** A gate whose seconds are turned by hand; `isAlone` where one process carries all runs and knows them. */
function watch(limits = {}, isAlone = false) {
  backlog = openBacklog();
  let signals: Signals | undefined = well;
  let now = 0;
  let wake: (() => unknown) | undefined;
  gate = admission({
    clock: {
      now: () => now,
      wake: (_, call) => {
        wake = call;
        return () => {
          wake = undefined;
        };
      },
    },
    health: async () => {
      if (!signals) throw new Error('store is away');
      return { ...signals, open: 0 };
    },
    lag: () => signals?.lagMs ?? 0,
    room: () => room,
    random: () => 0.5,
    ...(isAlone ? { backlog } : {}),
    limits,
  });
  const second = async (next: Partial<Signals> | undefined) => {
    signals = next && { ...well, ...next };
    now += 1_000;
    await wake?.();
  };
  return { second };
}

test.each<[string, Partial<Signals> | undefined, string]>([
  ['a quiet hub is green', {}, 'green'],
  ['runs that wait 30 s for a worker make it amber', { oldestReadyMs: 30_000 }, 'amber'],
  ['runs that wait two minutes make it red', { oldestReadyMs: 120_000 }, 'red'],
  ['slow commits make it amber', { commitP99Ms: 600 }, 'amber'],
  ['commits of seconds make it red', { commitP99Ms: 2_500 }, 'red'],
  ['a busy event loop makes it amber', { lagMs: 250 }, 'amber'],
  ['a blocked event loop makes it red', { lagMs: 900 }, 'red'],
  ['a store that says nothing of itself makes it red', undefined, 'red'],
])('%s', async (_, signals, level) => {
  const { second } = watch();
  await second(signals);
  await second(signals);
  expect(gate.level()).toBe(level);
});

test('one bad second changes nothing, and the first good one ends it', async () => {
  const { second } = watch();
  await second({ lagMs: 900 });
  expect(gate.level()).toBe('green');
  await second({ lagMs: 900 });
  expect(gate.level()).toBe('red');
  await second({});
  expect(gate.level()).toBe('green');
});

test('a disk without room refuses at once with 507, and takes messages again as soon as it has some', () => {
  watch();
  room = 'low';
  expect(gate.enter('orders')).toMatchObject({ status: 507, code: 'store.full', retryAfter: 10 });
  expect(gate.level()).toBe('green');
  room = 'ample';
  expect(gate.enter('orders')).toBeUndefined();
});

test('red refuses with 503 and says when the backlog will be gone', async () => {
  const { second } = watch();
  await second({ oldestReadyMs: 200_000 });
  await second({ oldestReadyMs: 200_000 });
  expect(gate.enter('orders')).toMatchObject({ status: 503, retryAfter: 200 });
  await second({ oldestReadyMs: 9_000_000 });
  expect(gate.enter('orders')).toMatchObject({ status: 503, retryAfter: 1_800 });
});

test('amber cuts the endpoint that brings most and lets the others in', async () => {
  const { second } = watch();
  await second({ lagMs: 300 });
  const bring = (endpoint: string, count: number) =>
    Array.from({ length: count }, () => gate.enter(endpoint)).filter((busy) => {
      if (!busy) gate.leave();
      return busy?.status === 429;
    }).length;
  bring('flood', 180);
  bring('quiet', 20);
  await second({ lagMs: 300 });
  expect(bring('flood', 180)).toBe(20);
  expect(bring('quiet', 20)).toBe(0);
});

/** A second of a flood and a small endpoint beside it; `carried` runs come to rest. Answers with how many of each were taken. */
function flooded(carried: number, run = { no: 0, rested: 0 }): { flood: number; small: number } {
  const bring = (endpoint: string, count: number): number => {
    let taken = 0;
    for (let at = 0; at < count; at += 1) {
      if (gate.enter(endpoint)) continue;
      taken += 1;
      gate.leave([`run-${(run.no += 1)}`]);
      gate.took(0.2);
    }
    return taken;
  };
  const taken = { flood: bring('flood', 2_000), small: bring('small', 10) };
  for (let at = 0; at < carried && run.rested < run.no; at += 1) backlog.witness({ id: `run-${(run.rested += 1)}`, status: 'completed' });
  return taken;
}

test('a flood is cut to what is carried once the work before the hub is long, and a small endpoint beside it is not', async () => {
  const { second } = watch({}, true);
  const run = { no: 0, rested: 0 };
  for (let at = 0; at < 3; at += 1) {
    expect(flooded(100, run)).toEqual({ flood: 2_000, small: 10 });
    await second({});
  }
  expect(gate.level()).toBe('amber');
  for (let at = 0; at < 5; at += 1) {
    const { flood, small } = flooded(100, run);
    expect(small).toBe(10);
    expect(flood).toBeLessThanOrEqual(100);
    expect(flood).toBeGreaterThanOrEqual(50);
    await second({});
  }
  expect(gate.level()).toBe('amber');
});

test('it is over once nobody has to be turned away, however much is still to be done', async () => {
  const { second } = watch({}, true);
  const run = { no: 0, rested: 0 };
  for (let at = 0; at < 5; at += 1) {
    flooded(100, run);
    await second({});
  }
  expect(gate.level()).toBe('amber');
  await second({});
  expect(gate.level()).toBe('green');
});

test('a long backlog alone turns nobody away: the orders of a receiver that is down are kept for it', async () => {
  const { second } = watch({}, true);
  for (let no = 0; no < 30_000; no += 1) backlog.came([`run-${no}`]);
  for (let at = 0; at < 4; at += 1) {
    for (let no = 0; no < 50; no += 1) {
      expect(gate.enter('sick')).toBeUndefined();
      gate.leave();
      gate.took(0.2);
    }
    await second({});
  }
  expect(gate.level()).toBe('green');
});

test('more accepts at once than the bound are refused until one is answered', () => {
  watch({ inFlight: 2 });
  expect(gate.enter('orders')).toBeUndefined();
  expect(gate.enter('orders')).toBeUndefined();
  expect(gate.enter('orders')).toMatchObject({ status: 503, code: 'busy.in_flight', retryAfter: 1 });
  gate.leave();
  expect(gate.enter('orders')).toBeUndefined();
});
