import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { lanesOf } from './lanes.ts';

describe('lanes', () => {
  it('let so many calls side by side and the next one when one leaves, in order', async () => {
    const lanes = lanesOf(2);
    const first = lanes.enter('erp');
    lanes.enter('erp');
    const order: number[] = [];
    const third = Promise.resolve(lanes.enter('erp')).then((leave) => {
      order.push(3);
      return leave;
    });
    const fourth = Promise.resolve(lanes.enter('erp')).then((leave) => {
      order.push(4);
      return leave;
    });
    await Promise.resolve();
    expect(order).toEqual([]);
    (first as () => void)();
    (first as () => void)();
    (await third)();
    await fourth;
    expect(order).toEqual([3, 4]);
  });

  it('a full lane does not hold up another', () => {
    const lanes = lanesOf(1);
    lanes.enter('erp');
    expect(lanes.enter('erp')).toBeInstanceOf(Promise);
    expect(lanes.enter('wms')).toBeTypeOf('function');
  });
});

describe('a crowded lane', () => {
  /** Two side by side, two in the queue, the rest aside. */
  function crowd() {
    const lanes = lanesOf(2, 2);
    const out: (() => void)[] = [];
    const called: string[] = [];
    const come = (who: string): boolean => {
      if (lanes.isCrowded('erp', who, () => called.push(who))) return false;
      void Promise.resolve(lanes.enter('erp')).then((leave) => out.push(leave));
      return true;
    };
    const go = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      out.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { come, go, called };
  }

  it('sends away whoever comes when its queue is long enough, and calls them in order once it is shorter', async () => {
    const { come, go, called } = crowd();
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(come)).toEqual([true, true, true, true, false, false, false]);
    expect(called).toEqual([]);
    await go();
    expect(called).toEqual(['e']);
    expect(come('late')).toBe(false);
    expect(come('e')).toBe(true);
    await go();
    await go();
    expect(called).toEqual(['e', 'f', 'g']);
  });

  it('lets the next ones in when those it called never come', async () => {
    const { come, go, called } = crowd();
    for (const who of ['a', 'b', 'c', 'd', 'gone', 'lost', 'e']) come(who);
    for (let left = 0; left < 4; left += 1) await go();
    expect(called).toEqual(['gone', 'lost']);
    expect(come('e')).toBe(true);
  });

  it('keeps one that asks again in its place', async () => {
    const { come, go, called } = crowd();
    for (const who of ['a', 'b', 'c', 'd', 'e', 'f']) come(who);
    expect(come('e')).toBe(false);
    for (let left = 0; left < 2; left += 1) await go();
    expect(called).toEqual(['e', 'f']);
  });
});

describe('the lane of a receiver that is ill', () => {
  const ill = { isWell: false };

  function open(limit = 16) {
    const clock = manualClock(0);
    const lanes = lanesOf(limit, 256, clock);
    const out: ((found?: { isWell: boolean; retryAfter?: number }) => void)[] = [];
    const come = (): void => void Promise.resolve(lanes.enter('erp')).then((leave) => out.push(leave));
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    /** All calls that are out come back as found. */
    const back = async (found: { isWell: boolean; retryAfter?: number }): Promise<number> => {
      const those = out.splice(0);
      for (const leave of those) leave(found);
      await turn();
      return those.length;
    };
    return { clock, come, back, out, turn };
  }

  it('is asked by one call at a time, after pauses that grow, and by all of them again once one goes well', async () => {
    const { clock, come, back, out, turn } = open();
    for (let no = 0; no < 60; no += 1) come();
    await turn();
    // Those let in before it was known come back too, and count for nothing more.
    expect(await back(ill)).toBe(16);
    expect(await back(ill)).toBe(15);
    const pauses: number[] = [];
    for (let probe = 0; probe < 7; probe += 1) {
      expect(out).toHaveLength(0);
      const since = clock.now();
      clock.next();
      await turn();
      pauses.push(clock.now() - since);
      if (probe < 6) expect(await back(ill)).toBe(1);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(await back({ isWell: true })).toBe(1);
    expect(out).toHaveLength(16);
  });

  it('is not taken for ill while some calls go well, nor for what it refuses', async () => {
    const { come, back, out, turn } = open(4);
    for (let no = 0; no < 100; no += 1) come();
    await turn();
    for (let round = 0; round < 20; round += 1) {
      out.splice(0, 1)[0]!({ isWell: round % 3 === 0 });
      out.splice(0, 1)[0]!(ill);
      await turn();
    }
    expect(out).toHaveLength(4);
    expect(await back({ isWell: true })).toBe(4);
  });

  it('waits as long as it asks for', async () => {
    const { clock, come, back, turn } = open();
    for (let no = 0; no < 40; no += 1) come();
    await turn();
    await back({ isWell: false, retryAfter: 120_000 });
    await back(ill);
    clock.next();
    expect(clock.now()).toBe(120_000);
  });
});
