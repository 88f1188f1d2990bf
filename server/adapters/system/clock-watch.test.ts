import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClock } from './clock-watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells of a clock that was set back or ahead, and of no clock that is slewed', () => {
  const heard: number[] = [];
  const watch = watchClock((byMs) => heard.push(byMs));
  vi.advanceTimersByTime(10_000);
  for (let second = 0; second < 20; second += 1) {
    vi.setSystemTime(Date.now() + 400);
    vi.advanceTimersByTime(1_000);
  }
  expect(heard).toEqual([]);
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(1_000);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(3_000);
  expect(heard).toEqual([-3_600_000, 3_600_000]);
  expect(watch.jumps()).toEqual({ back: 1, ahead: 1 });
  watch.stop();
  expect(vi.getTimerCount()).toBe(0);
});
