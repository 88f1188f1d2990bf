import { expect, test } from 'vitest';
import { fairShare } from './fair-share.ts';

test.each<[string, number[], number, number]>([
  ['all of it fits', [10, 20, 30], 60, Number.POSITIVE_INFINITY],
  ['a flood beside a small one leaves it everything it asks for', [10, 5_000], 100, 90],
  ['equals share equally', [500, 500], 100, 50],
  ['two small ones and two floods', [1, 9, 800, 900], 110, 50],
  ['one alone gets it all', [500], 100, 100],
  ['nobody asks', [], 100, Number.POSITIVE_INFINITY],
])('%s', (_, asked, total, share) => {
  expect(fairShare(asked, total)).toBe(share);
  const taken = asked.reduce((sum, wanted) => sum + Math.min(wanted, share), 0);
  expect(taken).toBeLessThanOrEqual(total);
});
