/** What a retry policy comes to. Pure; the same growth as the engine's, without its jitter, so the longest it can take. */
import { isDuration, roughLength } from '../../flows/duration.ts';
import type { Retry } from '../../flows/flow.ts';

/** What holds where a node says nothing. */
export const standardRetry: Required<Retry> = { attempts: 8, backoff: 'exponential', delay: 'PT1S', max: 'PT1H' };

/** Time from the first attempt to the last, ms, at most: the waits between them. */
export function retrySum(retry: Retry | undefined): number {
  const { attempts, backoff, delay, max } = { ...standardRetry, ...retry };
  const first = lengthOf(delay);
  const longest = lengthOf(max);
  if (backoff === 'fixed') return Math.max(0, attempts - 1) * Math.min(first, longest);
  let sum = 0;
  for (let attempt = 1; attempt < Math.min(attempts, 1_000); attempt += 1) sum += Math.min(first * 2 ** (attempt - 1), longest);
  return sum;
}

const lengthOf = (iso: string): number => (isDuration(iso) ? roughLength(iso) : 0);

/** A length said roughly, for sums: "11 min", "3 h", "2 days". */
export function roughSpan(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}
