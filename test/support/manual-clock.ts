import type { Clock } from '../../server/engine/ports.ts';

export interface ManualClock extends Clock {
  /** Turn the hands to the next wake and let it happen; false when nothing is left to come. */
  next(until?: number): boolean;
  set(at: number): void;
}

/** Time turned by hand. */
export function manualClock(start = Date.UTC(2026, 0, 5, 9)): ManualClock {
  let now = start;
  let order = 0;
  const wakes = new Set<{ at: number; order: number; call: () => void }>();
  return {
    now: () => now,
    wake(at, call) {
      const wake = { at, order: (order += 1), call };
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    next(until = Number.POSITIVE_INFINITY) {
      let first: { at: number; order: number; call: () => void } | undefined;
      for (const wake of wakes) if (!first || wake.at < first.at || (wake.at === first.at && wake.order < first.order)) first = wake;
      if (!first || first.at > until) return false;
      wakes.delete(first);
      now = Math.max(now, first.at);
      first.call();
      return true;
    },
    set(at) {
      now = at;
    },
  };
}
