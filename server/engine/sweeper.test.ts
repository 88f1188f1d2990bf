import { describe, expect, it } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { RunStore } from './ports.ts';
import { sweeper } from './sweeper.ts';

/** A sweeper over runs that are due at instants after the start; `tick` turns to its next look and says when and at what it looked. */
function sweep(due: Record<string, number>, more: { room?: () => number; fails?: () => boolean } = {}) {
  const clock = manualClock(0);
  const looked: string[] = [];
  const reports: string[] = [];
  const limits: number[] = [];
  const store = {
    async due(now: number, limit: number, except: ReadonlySet<string>) {
      limits.push(limit);
      if (more.fails?.()) throw new Error('the store is away');
      const found = Object.entries(due).filter(([runId, at]) => at <= now && !except.has(runId));
      return found.slice(0, limit).map(([runId]) => ({ tenant: 't', runId, flow: 'f' }));
    },
    nextDue: async (now: number) => Object.values(due).find((at) => at > now),
  } as unknown as RunStore; // all a sweeper asks of it
  const one = sweeper({
    ...{ store, clock, except: () => new Set(looked), room: more.room ?? (() => 1_000), every: () => 1_000 },
    look: (_tenant, runId) => looked.push(runId),
    report: (message) => reports.push(message),
  });
  return {
    one,
    looked,
    reports,
    limits,
    clock,
    async tick(): Promise<number | undefined> {
      const before = limits.length;
      if (!clock.next()) return undefined;
      await new Promise((resolve) => setImmediate(resolve));
      return limits.length > before ? clock.now() : undefined;
    },
  };
}

describe('a sweeper', () => {
  it('looks at once, then when something is due, and each second whatever it was told', async () => {
    const { tick, looked } = sweep({ a: 0, b: 300, c: 2_500 });
    const looks: [number | undefined, string][] = [];
    for (let n = 0; n < 5; n += 1) looks.push([await tick(), looked.splice(0).join()]);
    expect(looks).toEqual([
      [0, 'a'],
      [300, 'a,b'],
      [1_300, 'a,b'],
      [2_300, 'a,b'],
      [2_500, 'a,b,c'],
    ]);
  });

  it('comes sooner when it is told of something sooner, and no sooner for something later', async () => {
    const { one, tick } = sweep({});
    await tick();
    one.soon(400);
    one.soon(900);
    expect(await tick()).toBe(400);
  });

  it('hears of something sooner while it looks', async () => {
    const { one, clock } = sweep({});
    clock.next();
    one.soon(50);
    await new Promise((resolve) => setImmediate(resolve));
    clock.next();
    expect(clock.now()).toBe(50);
  });

  it('goes on at once while there is more than it may take, and room for it', async () => {
    const { tick, looked } = sweep(Object.fromEntries(Array.from({ length: 1_200 }, (_, n) => [`r${n}`, 0])));
    expect([await tick(), await tick(), await tick()]).toEqual([0, 0, 0]);
    expect(looked).toHaveLength(1_200);
  });

  it('takes a few although there is no room, and comes back when there is', async () => {
    let room = 0;
    const { one, tick, limits, looked } = sweep(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`r${n}`, 0])), { room: () => room });
    await tick();
    expect([limits, looked.length]).toEqual([[32], 32]);
    room = 100;
    one.roomy();
    expect([await tick(), looked.length]).toEqual([0, 40]);
    one.roomy();
    expect(await tick()).toBe(1_000);
  });

  it('says that the store could not be asked, and asks again', async () => {
    let isAway = true;
    const { tick, reports, looked } = sweep({ a: 0 }, { fails: () => isAway });
    await tick();
    expect(reports).toEqual(['looking for due runs failed; trying again']);
    isAway = false;
    expect([await tick(), looked]).toEqual([1_000, ['a']]);
  });

  it('that was stopped looks no more, not even for what is told', async () => {
    const { one, tick } = sweep({ a: 500 });
    await tick();
    one.stop();
    one.soon(100);
    expect(await tick()).toBeUndefined();
  });

  it('that is stopped while it looks does not look again', async () => {
    const { one, clock } = sweep({ a: 500 });
    clock.next();
    one.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.next()).toBe(false);
  });
});
