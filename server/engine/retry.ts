/** When to try again. Jitter is derived, so a replayed log waits as long as the first time. */

import { roughLength } from '../../flows/duration.ts';
import type { Retry } from '../../flows/flow.ts';
import { fractionOf } from './ids.ts';

const standard: Required<Retry> = { attempts: 8, backoff: 'exponential', delay: 'PT1S', max: 'PT1H' };
/** Retry-After is honoured up to here. */
const longest = 3_600_000;

/** The instant of the next attempt, or undefined when attempts are used up. `attempt` is the one that failed; `retryAfter` is the least to wait, ms. */
export function retryAt(retry: Retry | undefined, attempt: number, key: string, now: number, retryAfter: number): number | undefined {
  const policy = { ...standard, ...retry };
  if (attempt >= policy.attempts) return undefined;
  const base = roughLength(policy.delay);
  const grown = policy.backoff === 'fixed' ? base : base * 2 ** (attempt - 1);
  const capped = Math.min(grown, roughLength(policy.max));
  const jittered = Math.round(capped * (0.5 + 0.5 * fractionOf(key, String(attempt))));
  return now + Math.max(jittered, Math.min(retryAfter, longest));
}
