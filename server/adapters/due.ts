/** When a stored run must be looked at; one rule for every store that is owned by one process. */
import type { RunStatus } from '../engine/events.ts';
import type { RunHead } from '../engine/ports.ts';

export const isEnded = (status: RunStatus): boolean => status === 'completed' || status === 'canceled';

/**
 * A held run stays due in the store, so that a holder that dies leaves nothing behind that nobody
 * would look at; the run at rest is due when its head says so.
 */
export function dueAt(head: RunHead, isHeld: boolean, at = head.updatedAt): number | undefined {
  if (isEnded(head.status)) return undefined;
  if (isHeld) return Math.min(head.wakeAt ?? at, at);
  return head.wakeAt ?? (head.status === 'running' ? at : undefined);
}

/** The earlier of two instants that may be missing. */
export const earlier = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined ? b : b === undefined ? a : Math.min(a, b));
