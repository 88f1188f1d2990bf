import { expect, test } from 'vitest';
import { paceOf } from './pace.ts';

test('tells the pace of the last five seconds', () => {
  let now = 0;
  const pace = paceOf(() => now);
  let count = 0;
  const second = (done: number): number => {
    now += 1_000;
    count += done;
    return pace.perSecond(count);
  };
  for (let at = 0; at < 10; at += 1) expect(second(100)).toBe(100);
  expect(second(600)).toBe(200);
  expect(pace.last()).toBe(200);
  for (let at = 0; at < 6; at += 1) second(0);
  expect(pace.last()).toBe(0);
});
