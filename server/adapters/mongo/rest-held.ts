/** Leaving a run: the head says when somebody must look again, at once when a ring was not heard. */
import { dueAt, isEnded } from '../due.ts';
import { headFields } from './heads.ts';
import type { Held, Life } from './life.ts';
import type { Change, Filter } from './shelves.ts';

/**
 * Two changes, of which one fits: the count of rings is as it was at the claim, or somebody rang since and the
 * run is due at once. A ring after them meets a head without a lease and makes it due itself.
 */
export function leaveHead(held: Held, filter: Filter, at: number): { filter: Filter; change: Change }[] {
  const { set, unset } = headFields(held.head);
  const gone: Record<string, true> = Object.fromEntries([...unset, 'lease', 'owed'].map((field) => [field, true as const]));
  const leave = (wake: number | undefined): Change => ({
    $set: { ...set, ...(wake === undefined ? {} : { wake }) },
    $unset: { ...gone, ...(wake === undefined ? { wake: true } : {}) },
  });
  const wake = dueAt(held.head, false, at);
  const early = isEnded(held.head.status) ? undefined : Math.min(at, wake ?? at);
  const calm = leave(wake);
  return [
    { filter: { ...filter, rung: held.rung }, change: { ...calm, $unset: { ...calm.$unset, asked: true } } },
    { filter, change: leave(early) },
  ];
}

/** Give a run back without a commit. An unclean claim stays unclean for whoever comes next. */
export async function restHeld(life: Life, held: Held): Promise<void> {
  life.held.delete(held._id);
  // Nothing is stored yet, or nobody knows what is: a lease runs out by itself.
  if (held.token === undefined || held.unsure) return;
  const mine: Filter = { _id: held._id, 'lease.token': held.token };
  const isUnclean = held.unclean && !isEnded(held.head.status);
  if (isUnclean) {
    const wake = life.shelves.now() + life.leaseMs;
    await life.shelves.runs.update([{ filter: mine, change: { $set: { 'lease.until': 0, wake } } }]);
  } else await life.shelves.runs.update(leaveHead(held, mine, held.head.updatedAt));
}
