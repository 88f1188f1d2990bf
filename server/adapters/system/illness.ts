/**
 * A receiver that failed many times in a row is asked by one call at a time, after pauses that grow, until one goes well.
 * Its runs keep their attempts for when it can answer, and the others keep the machine.
 */
import type { Health } from '../../engine/drain-deps.ts';

const manyInARow = 16;
const firstPause = 1_000;
const longestPause = 30_000;
/** Its own word is believed up to here, ms. */
const longestWord = 300_000;

export interface Illness {
  /** Hears of a call that came back. */
  heard(found: Health | undefined, now: number): void;
  isIll(): boolean;
  /** No call may leave before; 0 when it is well. */
  until(): number;
}

export function illnessOf(): Illness {
  let failed = 0;
  let pause = 0;
  let until = 0;
  return {
    heard(found, now) {
      if (!found) return;
      if (found.isWell) {
        failed = 0;
        pause = 0;
        until = 0;
        return;
      }
      failed += 1;
      // Calls that were out when it fell ill say nothing new.
      if (failed < manyInARow || now < until) return;
      pause = Math.min(longestPause, Math.max(firstPause, pause * 2));
      until = now + Math.max(pause, Math.min(found.retryAfter ?? 0, longestWord));
    },
    isIll: () => failed >= manyInARow,
    until: () => until,
  };
}
