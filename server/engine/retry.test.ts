import { describe, expect, it } from 'vitest';
import type { Retry } from '../../flows/flow.ts';
import { retryAt } from './retry.ts';

/** How long the waits before the next attempts are, in seconds, at least and at most. */
const bounds = (retry: Retry | undefined, attempt: number, retryAfter = 0): [number, number] => {
  const waits = Array.from({ length: 200 }, (_, n) => retryAt(retry, attempt, `key ${n}`, 0, retryAfter)! / 1_000);
  return [Math.min(...waits), Math.max(...waits)];
};

describe('the next attempt', () => {
  it.each<[string, Retry | undefined, number, number, number]>([
    ['comes after half a second to one at first', undefined, 1, 0.5, 1],
    ['comes after twice as long each time', undefined, 4, 4, 8],
    ['comes after an hour at most', undefined, 7, 32, 64],
    ['comes after an hour at most, however often', { attempts: 50 }, 40, 1_800, 3_600],
    ['comes after the same time each time where the drawing says so', { attempts: 9, backoff: 'fixed', delay: 'PT10S' }, 6, 5, 10],
    ['comes no later than the drawing says', { attempts: 9, delay: 'PT10S', max: 'PT30S' }, 6, 15, 30],
  ])('%s', (_case, retry, attempt, least, most) => {
    const [soonest, latest] = bounds(retry, attempt);
    expect(soonest).toBeGreaterThanOrEqual(least);
    expect(latest).toBeLessThanOrEqual(most);
    expect(latest - soonest).toBeGreaterThan((most - least) / 2);
  });

  it('is the same whoever computes it', () => {
    expect(retryAt(undefined, 3, 'k', 1_000, 0)).toBe(retryAt(undefined, 3, 'k', 1_000, 0));
  });

  it('waits for what the receiver asked for, up to an hour', () => {
    expect(bounds(undefined, 1, 20_000)).toEqual([20, 20]);
    expect(bounds(undefined, 1, 86_400_000)).toEqual([3_600, 3_600]);
  });

  it('is none once the attempts are used up: eight, or as many as the drawing says', () => {
    expect(retryAt(undefined, 7, 'k', 0, 0)).toBeDefined();
    expect(retryAt(undefined, 8, 'k', 0, 0)).toBeUndefined();
    expect(retryAt({ attempts: 1 }, 1, 'k', 0, 0)).toBeUndefined();
  });
});
