/** Four processes call one receiver; time is turned by hand and every question to the store takes some. */
import { describe, expect, it } from 'vitest';
import { changed, fits } from '../../../test/simulation/matcher.ts';
import { type ManualClock, manualClock } from '../../../test/support/manual-clock.ts';
import type { Limit } from '../system/limits.ts';
import type { LeaseDoc } from './layout.ts';
import { type SharedLimits, sharedLimits } from './shared-limits.ts';
import type { Change, Filter, Shelf } from './shelves.ts';

interface Wire {
  /** How long an answer takes, ms. */
  latency: number;
  isCut?: boolean;
}

function leasesOn(docs: Map<string, LeaseDoc>, clock: ManualClock, wire: Wire): { shelf: Shelf<LeaseDoc>; calls: () => number } {
  let calls = 0;
  const stored = () => [...docs.values()] as (LeaseDoc & Record<string, unknown>)[];
  const travel = async <T>(apply: () => T): Promise<T> => {
    calls += 1;
    const half = (): Promise<void> => new Promise((resolve) => clock.wake(clock.now() + wire.latency / 2, resolve));
    await half();
    if (wire.isCut) throw new Error('the line is cut');
    const answer = apply();
    await half();
    return answer;
  };
  const shelf = {
    insert: (given: LeaseDoc[]) =>
      travel(() => {
        const taken = new Set<number>();
        for (const [index, doc] of given.entries()) {
          if (docs.has(doc._id)) taken.add(index);
          else docs.set(doc._id, structuredClone(doc));
        }
        return taken;
      }),
    updateAll: (filter: Filter, change: Change) =>
      travel(() => {
        const found = stored().filter((doc) => fits(doc, filter));
        for (const doc of found) docs.set(doc._id, changed(doc, structuredClone(change)) as unknown as LeaseDoc);
        return found.length;
      }),
    find: (filter: Filter) => travel(() => structuredClone(stored().filter((doc) => fits(doc, filter)))),
  };
  return { shelf: shelf as unknown as Shelf<LeaseDoc>, calls: () => calls };
}

interface Process {
  name: string;
  limits: SharedLimits;
  wire: Wire;
  isDead: boolean;
  /** Calls that reached the receiver, when. */
  calls: number[];
  questions(): number;
}

/** Callers stand in a queue of each process, as lanes let them: at most sixteen ask for a place at a time. */
function openWorld(limit: Limit, leaseMs = 15_000) {
  const clock = manualClock(1_000_000);
  const docs = new Map<string, LeaseDoc>();
  const receiver = { now: 0, most: 0, calls: [] as number[] };
  const processes: Process[] = [];

  function start(name: string, latency = 4): Process {
    const wire: Wire = { latency };
    const life = { ...clock, wake: (at: number, call: () => void) => clock.wake(at, () => !one.isDead && call()) };
    const { shelf, calls: questions } = leasesOn(docs, clock, wire);
    const limits = sharedLimits({ shelves: { leases: shelf, now: clock.now }, clock: life, life: name, leaseMs, report: () => undefined });
    const one: Process = { name, limits, wire, isDead: false, calls: [], questions };
    processes.push(one);
    return one;
  }
  /** One caller that calls again and again, each call so long, until it is told to end. */
  async function keepCalling(one: Process, callMs: number, isOver: () => boolean, pauseMs = 0): Promise<void> {
    while (!isOver() && !one.isDead) {
      const leave = await one.limits.enter('t', 'shop', limit);
      if (one.isDead) return;
      receiver.now += 1;
      receiver.most = Math.max(receiver.most, receiver.now);
      receiver.calls.push(clock.now());
      one.calls.push(clock.now());
      await new Promise<void>((resolve) => clock.wake(clock.now() + callMs, resolve));
      receiver.now -= 1;
      leave();
      if (pauseMs > 0) await new Promise<void>((resolve) => clock.wake(clock.now() + pauseMs, resolve));
    }
  }
  const pass = async (ms: number): Promise<void> => {
    const until = clock.now() + ms;
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await settle();
    while (clock.next(until)) await settle();
    clock.set(until);
  };
  return { clock, docs, receiver, processes, start, keepCalling, pass };
}

const most = (calls: number[], ms: number): number => Math.max(...calls.map((from) => calls.filter((at) => at >= from && at < from + ms).length));

describe('places that four processes share', () => {
  it('are never more than the limit, all in use, and nobody goes without', async () => {
    const { receiver, processes, start, keepCalling, pass } = openWorld({ concurrent: 5 });
    for (const name of ['a', 'b', 'c', 'd']) start(name);
    for (const one of processes) for (let n = 0; n < 16; n += 1) void keepCalling(one, 50, () => false);
    await pass(10_000);
    expect(receiver.most).toBe(5);
    // Five places, twenty calls a second each: nine tenths of what there is.
    expect(receiver.calls.length).toBeGreaterThan(900);
    const counts = processes.map(({ calls }) => calls.length);
    expect(Math.min(...counts)).toBeGreaterThan(Math.max(...counts) / 2);
    console.log(
      `places: ${receiver.calls.length} of 1000 possible calls, ${counts.join(' ')} by process, ${processes.reduce((sum, { questions }) => sum + questions(), 0)} questions`,
    );
  });

  it('go round where there are fewer places than processes', async () => {
    const { receiver, processes, start, keepCalling, pass } = openWorld({ concurrent: 2 });
    for (const name of ['a', 'b', 'c', 'd']) start(name);
    for (const one of processes) for (let n = 0; n < 4; n += 1) void keepCalling(one, 50, () => false);
    await pass(20_000);
    expect(receiver.most).toBe(2);
    for (const { name, calls } of processes) {
      expect(calls.length, name).toBeGreaterThan(60);
      const pauses = calls.map((at, place) => at - (calls[place - 1] ?? at));
      expect(Math.max(...pauses), `longest pause of ${name}`).toBeLessThan(6_000);
    }
  });

  it('of a process that was killed are back within a lease', async () => {
    const { clock, receiver, start, keepCalling, pass } = openWorld({ concurrent: 5 });
    const killed = start('killed');
    for (let n = 0; n < 16; n += 1) void keepCalling(killed, 50, () => false);
    await pass(2_000);
    killed.isDead = true;
    const diedAt = clock.now();
    await pass(100);
    receiver.now = 0;
    receiver.most = 0;
    const heir = start('heir');
    for (let n = 0; n < 16; n += 1) void keepCalling(heir, 50, () => false);
    await pass(16_000);
    expect(heir.calls[0]! - diedAt).toBeLessThanOrEqual(15_000 + 500);
    expect(receiver.most).toBe(5);
  });

  it('go where the calls are: one process alone has them all', async () => {
    const { receiver, start, keepCalling, pass } = openWorld({ concurrent: 5 });
    const [busy, quiet] = [start('busy'), start('quiet')];
    for (let n = 0; n < 16; n += 1) void keepCalling(busy, 50, () => false);
    let isOver = false;
    void keepCalling(quiet, 50, () => isOver);
    await pass(2_000);
    isOver = true;
    await pass(2_000);
    receiver.calls.length = 0;
    await pass(2_000);
    expect(receiver.calls.length).toBeGreaterThanOrEqual(195);
  });

  it('are given back by a process that ends', async () => {
    const { docs, start, keepCalling, pass } = openWorld({ concurrent: 5 });
    const one = start('one');
    void keepCalling(one, 50, () => false);
    await pass(500);
    expect(docs.get('t/limit/shop')!.shares).toMatchObject([{ life: 'one', held: 1 }]);
    const closed = one.limits.close();
    await pass(100);
    await closed;
    expect(docs.get('t/limit/shop')!.shares).toEqual([]);
  });

  it('that lie idle cost nothing: after a second they are given back and nobody asks any more', async () => {
    const { docs, start, keepCalling, pass } = openWorld({ concurrent: 5, perSecond: 50 });
    const one = start('one');
    let isOver = false;
    void keepCalling(one, 50, () => isOver);
    await pass(500);
    isOver = true;
    await pass(3_000);
    expect(docs.get('t/limit/shop')!.shares).toEqual([]);
    const before = one.questions();
    await pass(60_000);
    expect(one.questions()).toBe(before);
  });
});

describe.each(Array.from({ length: 24 }, (_, seed) => seed + 8))('chance %i', (seed) => {
  it('lets no more calls out than the limit, whoever comes, goes and dies, and leaves nobody without for long', async () => {
    let state = seed;
    const chance = (most: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * most);
    };
    const concurrent = 1 + chance(7);
    const { receiver, processes, start, keepCalling, pass } = openWorld({ concurrent, ...(chance(2) === 0 ? {} : { perSecond: 5 + chance(100) }) });
    for (let round = 0; round < 12; round += 1) {
      if (round < 5) {
        const one = start(`p${round}`, 1 + chance(60));
        for (let n = 0; n < 1 + chance(12); n += 1) void keepCalling(one, 10 + chance(200), () => false, chance(2) * chance(700));
      } else if (round === 6) processes[chance(processes.length)]!.isDead = true;
      await pass(chance(4_000));
    }
    await pass(20_000);
    for (const one of processes) one.calls.length = 0;
    await pass(15_000);
    expect(receiver.most).toBeLessThanOrEqual(concurrent);
    for (const { name, isDead, calls } of processes) if (!isDead) expect(calls.length, name).toBeGreaterThan(0);
  });
});

describe('a pace that four processes share', () => {
  it('is kept within a tenth over five seconds, and nobody goes without', async () => {
    const { receiver, processes, start, keepCalling, pass } = openWorld({ perSecond: 20, concurrent: 5 });
    for (const name of ['a', 'b', 'c', 'd']) start(name);
    for (const one of processes) for (let n = 0; n < 16; n += 1) void keepCalling(one, 30, () => false);
    await pass(1_000);
    receiver.calls.length = 0;
    for (const one of processes) one.calls.length = 0;
    await pass(5_000);
    expect(receiver.calls.length).toBeGreaterThanOrEqual(90);
    expect(receiver.calls.length).toBeLessThanOrEqual(110);
    expect(most(receiver.calls, 1_000)).toBeLessThanOrEqual(22);
    expect(receiver.most).toBeLessThanOrEqual(5);
    for (const { name, calls } of processes) expect(calls.length, name).toBeGreaterThan(10);
    console.log(`pace: ${receiver.calls.length} calls in 5 s at 20 a second, ${processes.map(({ calls }) => calls.length).join(' ')} by process`);
  });

  it('of two a second is kept by eight processes', async () => {
    const { receiver, processes, start, keepCalling, pass } = openWorld({ perSecond: 2, concurrent: 2 });
    for (let n = 0; n < 8; n += 1) start(`p${n}`, 2 + n);
    for (const one of processes) for (let n = 0; n < 2; n += 1) void keepCalling(one, 100, () => false);
    await pass(60_000);
    expect(receiver.calls.length).toBeGreaterThanOrEqual(108);
    expect(receiver.calls.length).toBeLessThanOrEqual(122);
    expect(most(receiver.calls, 1_000)).toBeLessThanOrEqual(3);
    for (const { name, calls } of processes) expect(calls.length, name).toBeGreaterThan(4);
    console.log(`pace of two: ${receiver.calls.length} calls in 60 s, ${processes.map(({ calls }) => calls.length).join(' ')} by process`);
  });

  it('of two hundred a second costs less than a question a call', async () => {
    const { receiver, processes, start, keepCalling, pass } = openWorld({ perSecond: 200, concurrent: 32 });
    for (const name of ['a', 'b', 'c', 'd']) start(name);
    for (const one of processes) for (let n = 0; n < 16; n += 1) void keepCalling(one, 20, () => false);
    await pass(5_000);
    expect(receiver.calls.length).toBeGreaterThanOrEqual(900);
    expect(receiver.calls.length).toBeLessThanOrEqual(1_100);
    const questions = processes.reduce((sum, one) => sum + one.questions(), 0);
    console.log(`pace of two hundred: ${receiver.calls.length} calls in 5 s, ${questions} questions`);
    expect(questions).toBeLessThan(receiver.calls.length);
  });
});

describe('without the store', () => {
  it('each process keeps to its part, and they share again when it is back', async () => {
    const { receiver, processes, start, keepCalling, pass } = openWorld({ concurrent: 8, perSecond: 40 });
    for (const name of ['a', 'b', 'c', 'd']) start(name);
    for (const one of processes) for (let n = 0; n < 16; n += 1) void keepCalling(one, 50, () => false);
    await pass(3_000);
    for (const { wire } of processes) wire.isCut = true;
    await pass(20_000);
    receiver.calls.length = 0;
    receiver.most = 0;
    await pass(5_000);
    expect(receiver.most).toBeLessThanOrEqual(8);
    expect(receiver.calls.length).toBeGreaterThanOrEqual(180);
    expect(receiver.calls.length).toBeLessThanOrEqual(220);
    for (const { wire } of processes) wire.isCut = false;
    await pass(3_000);
    receiver.calls.length = 0;
    await pass(5_000);
    expect(receiver.most).toBeLessThanOrEqual(8);
    expect(receiver.calls.length).toBeLessThanOrEqual(220);
  });

  it('a process that never knew of others has one place', async () => {
    const { receiver, start, keepCalling, pass } = openWorld({ concurrent: 8 });
    const one = start('one');
    one.wire.isCut = true;
    for (let n = 0; n < 16; n += 1) void keepCalling(one, 50, () => false);
    await pass(2_000);
    expect(receiver.most).toBe(1);
    expect(receiver.calls.length).toBeGreaterThan(30);
  });
});
