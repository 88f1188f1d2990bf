import { expect, test } from 'vitest';
import { few } from './few.ts';

test('says yes so many times in a second, and again in the next', () => {
  let now = 5_000;
  const may = few(2, () => now);
  expect([may(), may(), may(), may()]).toEqual([true, true, false, false]);
  now += 1_000;
  expect([may(), may(), may()]).toEqual([true, true, false]);
});
