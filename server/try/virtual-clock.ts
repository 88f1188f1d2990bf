import type { Clock } from '../engine/ports.ts';

export interface VirtualClock extends Clock {
  set(at: number): void;
}

/** Time that stands still until it is set. Nobody is woken: whoever sets it looks for what is due. */
export function virtualClock(start: number): VirtualClock {
  let now = start;
  return {
    now: () => now,
    wake: () => () => undefined,
    set(at) {
      now = Math.max(now, at);
    },
  };
}
