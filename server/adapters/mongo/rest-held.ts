/** Leaving a run: the head says when somebody must look again, at once when a ring was not heard. */
import { dueAt, earlier, isEnded } from '../due.ts';
import { headFields } from './heads.ts';
import type { Held, Life } from './life.ts';
import type { Change, Filter } from './shelves.ts';

/**
 * `mustLook` leaves the run due at once. Otherwise two changes, of which one fits: the count of rings is as it was at the claim, or somebody rang since and the
 * run is due at once. A ring after them meets a head without a lease and makes it due itself.
 */
export function leaveHead(held: Held, filter: Filter, at: number, mustLook = false): { filter: Filter; change: Change }[] {
  const { set, unset } = headFields(held.head);
  const gone: Record<string, true> = Object.fromEntries([...unset, 'lease', 'owed'].map((field) => [field, true as const]));
  const leave = (wake: number | undefined): Change => ({
    $set: { ...set, ...(wake === undefined ? {} : { wake }) },
    $unset: { ...gone, ...(wake === undefined ? { wake: true } : {}) },
  });
  const isOver = isEnded(held.head.status);
  const wake = isOver ? undefined : [...held.open.values()].reduce<number | undefined>(earlier, dueAt(held.head, false, at));
  const calm = leave(wake);
  const early = { filter, change: leave(isOver ? undefined : earlier(at, wake)) };
  if (mustLook) return [early];
  const answered: Change = held.open.size > 0 ? calm : { ...calm, $unset: { ...calm.$unset, asked: true } };
  return [{ filter: { ...filter, rung: held.rung }, change: answered }, early];
}

/** Give a run back without a commit. An unclean claim stays unclean for whoever comes next. */
export async function restHeld(life: Life, held: Held, isDue = false): Promise<void> {
  life.held.delete(held._id);
  if (held.token === undefined) return;
  // Until the store has answered, the lease may stand. Nobody knows what is stored of an unsure run: it is not written over.
  life.letGo.set(held._id, [held.token]);
  if (held.unsure) return;
  const mine: Filter = { _id: held._id, 'lease.token': held.token };
  const isUnclean = held.unclean && !isEnded(held.head.status);
  if (isUnclean) {
    const wake = life.shelves.now() + life.leaseMs;
    await life.shelves.runs.update([{ filter: mine, change: { $set: { 'lease.until': 0, wake } } }]);
    life.letGo.delete(held._id);
    return;
  }
  await life.shelves.runs.update(leaveHead(held, mine, held.head.updatedAt, isDue));
  life.letGo.delete(held._id);
  if (held.left.length > 0) await life.shelves.requests.remove({ _id: { $in: held.left } });
}
