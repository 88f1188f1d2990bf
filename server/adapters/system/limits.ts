/** What the other side of a connection bears, held by everybody who calls it. */
import type { Clock } from '../../engine/ports.ts';
import { takeSlots } from './pace.ts';

export interface Limit {
  perSecond?: number;
  /** Side by side. */
  concurrent?: number;
}

export interface Limits {
  /** A place and a moment for one call; what it answers with gives the place back. Asked in the order in which calls shall leave. */
  enter(tenant: string, connection: string, limit: Limit): (() => void) | Promise<() => void>;
}

/** For one process alone: its lanes hold the places, so only the pace is kept here. */
export function processLimits(clock: Clock): Limits {
  const nexts = new Map<string, number>();
  const leave = (): void => undefined;
  return {
    enter(tenant, connection, { perSecond }) {
      if (perSecond === undefined) return leave;
      const now = clock.now();
      const name = `${tenant} ${connection}`;
      const { next, slots } = takeSlots(nexts.get(name) ?? 0, now, perSecond, 1);
      nexts.set(name, next);
      const at = slots[0]!;
      return at <= now ? leave : new Promise((resolve) => clock.wake(Math.ceil(at), () => resolve(leave)));
    },
  };
}
