import { expect, test } from 'vitest';
import { commitTimes } from './commit-times.ts';

test('99 of 100 commits of the last ten seconds took at most this long; older ones say nothing of now', () => {
  let now = 0;
  const times = commitTimes(() => now);
  expect(times.p99()).toBe(0);
  for (let ms = 1; ms <= 200; ms += 1) times.took(ms);
  expect(times.p99()).toBe(198);
  now = 6_000;
  times.took(5);
  expect(times.p99()).toBeGreaterThan(190);
  now = 10_001;
  expect(times.p99()).toBe(5);
  for (let no = 0; no < 3_000; no += 1) times.took(7);
  expect(times.p99()).toBe(7);
  now = 30_000;
  expect(times.p99()).toBe(0);
});
