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
