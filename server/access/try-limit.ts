/** Counts tries per caller in a span of time, and refuses beyond a number. */
import { ProblemError } from '../../flows/flow.ts';
import type { Clock } from '../engine/ports.ts';

/** Callers counted at most; the oldest make room. */
const mostCallers = 10_000;

/** Throws ProblemError 429 with Retry-After once `most` tries of one caller came within `span` ms. */
export function tryLimitOf(clock: Pick<Clock, 'now'>, { most, span, code }: { most: number; span: number; code: string }) {
  const counts = new Map<string, { n: number; until: number }>();
  return (caller: string): void => {
    const now = clock.now();
    let count = counts.get(caller);
    if (!count || count.until <= now) {
      count = { n: 0, until: now + span };
      counts.delete(caller);
      counts.set(caller, count);
      if (counts.size > mostCallers) counts.delete(counts.keys().next().value as string); // the map is not empty
    }
    count.n += 1;
    if (count.n <= most) return;
    const seconds = Math.ceil((count.until - now) / 1_000);
    throw new ProblemError(429, { code, path: '', message: 'Too many tries. Wait a while before the next one.' }, seconds);
  };
}
