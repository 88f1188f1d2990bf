import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeSlots } from './pace.ts';

test('calls leave evenly, a tenth of a second of them at once', () => {
  expect(takeSlots(0, 1_000, 20, 5)).toEqual({ next: 1_250, slots: [1_000, 1_000, 1_050, 1_100, 1_150] });
  expect(takeSlots(0, 1_000, 2, 3).slots).toEqual([1_000, 1_500, 2_000]);
  expect(takeSlots(0, 1_000, 1_000, 102).slots.slice(98)).toEqual([1_000, 1_000, 1_001, 1_002]);
});

test('what was not used in a quiet time is not made up for', () => {
  const { next } = takeSlots(0, 0, 10, 1);
  expect(takeSlots(next, 60_000, 10, 3).slots).toEqual([60_000, 60_100, 60_200]);
});

test('nothing is promised beyond the given instant', () => {
  expect(takeSlots(0, 0, 10, 99, 250)).toEqual({ next: 300, slots: [0, 100, 200] });
  expect(takeSlots(900, 0, 10, 99, 250)).toEqual({ next: 900, slots: [] });
});

test('however it is asked, no span has more than its rate and a tenth of a second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.array(fc.record({ later: fc.nat(400), count: fc.nat(20) }), { maxLength: 40 }), (perSecond, asked) => {
      let now = 0;
      let next = 0;
      const all: number[] = [];
      for (const { later, count } of asked) {
        now += later;
        const taken = takeSlots(next, now, perSecond, count, now + 1_000);
        next = taken.next;
        all.push(...taken.slots);
        for (const slot of taken.slots) expect(slot).toBeGreaterThanOrEqual(now);
      }
      for (let from = 0; from < all.length; from += 7)
        for (let to = from; to < all.length; to += 5) {
          const seconds = (all[to]! - all[from]!) / 1_000;
          expect(to - from + 1).toBeLessThanOrEqual(perSecond * seconds + Math.max(1, perSecond / 10) + 1e-6);
        }
    }),
  );
});
