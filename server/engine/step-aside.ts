/** A run whose receiver has too many waiting, or whose connection is paused, is given back: it holds no place in the worker and none in memory. */
import type { Holding } from './drain-deps.ts';
import type { Session } from './session.ts';

const shortest = 15_000;
const longest = 300_000;

/** It is called when its turn is near. Should nobody call, it looks again after as long as it has waited, from 15 s to 5 min. */
export function stepAside(session: Session, steps: string[], now: number): void {
  for (const id of steps) {
    const step = session.run.steps.get(id);
    if (step?.status !== 'scheduled' || (step.isAside && step.due! > now)) continue;
    const patience = Math.min(longest, Math.max(shortest, now - step.scheduledAt));
    session.apply({ type: 'step.aside', at: now, step: id, until: now + patience });
  }
}

/** It is looked at again when the connection goes on; what has been said is not said again. */
export function holdBack(session: Session, steps: ReadonlyMap<string, Holding>, now: number): void {
  for (const [id, { by, reason }] of steps) {
    const step = session.run.steps.get(id);
    if (step?.status !== 'scheduled' || step.held?.by === by) continue;
    session.apply({ type: 'step.held', at: now, step: id, by, reason });
  }
}
