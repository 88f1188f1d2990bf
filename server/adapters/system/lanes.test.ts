import { describe, expect, it } from 'vitest';
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
