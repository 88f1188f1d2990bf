import { expect, test } from 'vitest';
import { spanOf } from './moment.ts';

test.each([
  [480, '480 ms'],
  [1_400, '1.4 s'],
  [30_000, '30 s'],
  [90_000, '1 m 30 s'],
  [33_240_000, '9 h 14 m'],
  [532_800_000, '6 d 4 h'],
  [86_400_000, '1 d'],
])('a span of %i ms reads as %s', (ms, words) => {
  expect(spanOf(ms).replaceAll('\u00a0', ' ')).toBe(words);
});
