import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';

describe('the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('wakes each at its time, the earliest first, with one timer', () => {
    const clock = systemClock();
    const woken: string[] = [];
    clock.wake(1_000_300, () => woken.push('later'));
    clock.wake(1_000_100, () => woken.push('sooner'));
    clock.wake(999_000, () => woken.push('past'));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(0);
    expect(woken).toEqual(['past']);
    vi.advanceTimersByTime(100);
    expect(woken).toEqual(['past', 'sooner']);
    vi.advanceTimersByTime(200);
    expect(woken).toEqual(['past', 'sooner', 'later']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wake for a wait of months at once, nor before its time', () => {
    const clock = systemClock();
    let woken = 0;
    const day = 86_400_000;
    clock.wake(1_000_000 + 40 * day, () => (woken += 1));
    vi.advanceTimersByTime(40 * day - 1);
    expect(woken).toBe(0);
    vi.advanceTimersByTime(1);
    expect(woken).toBe(1);
  });

  it('notices within a minute that the wall clock was set forward', () => {
    const clock = systemClock();
    let woken = 0;
    clock.wake(1_000_000 + 86_400_000, () => (woken += 1));
    vi.setSystemTime(1_000_000 + 86_400_000);
    vi.advanceTimersByTime(60_000);
    expect(woken).toBe(1);
  });

  it('ends a pause of seconds although the wall clock was set back, and keeps an appointment to its hour', () => {
    const clock = systemClock();
    const woken: string[] = [];
    clock.wake(1_001_000, () => woken.push('pause'));
    clock.wake(1_010_000, () => woken.push('appointment'));
    vi.setSystemTime(1_000_000 - 3_600_000);
    vi.advanceTimersByTime(1_500);
    expect(woken).toEqual(['pause']);
    vi.advanceTimersByTime(60_000);
    expect(woken).toEqual(['pause']);
    vi.advanceTimersByTime(3_600_000);
    expect(woken).toEqual(['pause', 'appointment']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a canceled wake is silent and leaves no timer', () => {
    const clock = systemClock();
    let woken = 0;
    const cancel = clock.wake(1_000_100, () => (woken += 1));
    cancel();
    cancel();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(woken).toBe(0);
  });
});
