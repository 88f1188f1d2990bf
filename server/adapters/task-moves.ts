import type { TaskDoc } from '../engine/ports.ts';

/** A task as a person changed it; what time has done to it meanwhile is the run's to say, and stays. */
export function withMovesOf(stored: TaskDoc, changed: TaskDoc): TaskDoc {
  const { moves: _, ...rest } = changed;
  return { ...rest, role: stored.role, ...(stored.moves ? { moves: stored.moves } : {}) };
}
