/** Finds what is due or was left behind, so that a lost bell costs a delay and never a run. */
import type { Clock, RunStore } from './ports.ts';

export interface Sweeper {
  /** Something will be due at this instant. */
  soon(at: number): void;
  /** The worker has room again; looks at once when the last sweep left something behind. */
  roomy(): void;
  stop(): void;
}

const batch = 500;
/** Looked for though the worker is full: what is due of one flow must not wait until the flood of another has passed. */
const few = 32;

export function sweeper(deps: {
  store: RunStore;
  clock: Clock;
  except(): Set<string>;
  look(tenant: string, runId: string, hint: { flow: string }): void;
  report(message: string, details: { error?: unknown }): void;
  /** How many more runs the worker can take. */
  room(): number;
  /** Longest sleep: what a bell and a stored due time both failed to tell is found after it. */
  every(): number;
}): Sweeper {
  let stopped = false;
  let cancel = (): void => undefined;
  let next = Number.POSITIVE_INFINITY;
  let busy = false;
  let leftBehind = false;

  function sleepUntil(at: number): void {
    cancel();
    next = at;
    cancel = deps.clock.wake(at, () => void sweep());
  }

  async function sweep(): Promise<void> {
    busy = true;
    next = Number.POSITIVE_INFINITY;
    const now = deps.clock.now();
    let at = now + deps.every();
    try {
      const most = Math.max(few, Math.min(batch, deps.room()));
      const due = await deps.store.due(now, most, deps.except());
      for (const { tenant, runId, flow } of due) deps.look(tenant, runId, { flow });
      leftBehind = due.length >= most;
      if (leftBehind && deps.room() > 0) at = now;
      else at = Math.min(at, (await deps.store.nextDue(now)) ?? at, next);
    } catch (error) {
      deps.report('looking for due runs failed; trying again', { error });
    }
    busy = false;
    if (!stopped) sleepUntil(Math.max(at, deps.clock.now()));
  }

  sleepUntil(deps.clock.now());
  return {
    soon(at) {
      if (at >= next || stopped) return;
      if (busy) next = at;
      else sleepUntil(at);
    },
    roomy() {
      if (leftBehind) this.soon(deps.clock.now());
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
