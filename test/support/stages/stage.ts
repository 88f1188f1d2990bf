/** Where a test plays: a store that outlives the processes looking at it, in the time of the test. */
import type { Store } from '../../../server/adapters/store.ts';
import type { Clock } from '../../../server/engine/ports.ts';
import type { ManualClock } from '../manual-clock.ts';

export interface Stage {
  name: string;
  /** Whoever holds a run says so again at this pace, ms; 0 where ownership does not run out. */
  renewEvery: number;
  /** An empty store whose time is this clock. */
  open(clock: Clock): Promise<Place>;
  close(): Promise<void>;
}

/** The process lives on, or ends before or after a write. */
export type Fate = 'lives' | 'ends before' | 'ends after';

export interface Place {
  /**
   * Runs and reports on them as one life of a process sees them; no two lives share a name. `fate` is asked at each write to a
   * server.
   */
  live(life: string, fate?: () => Fate): Omit<Store, 'documents'>;
  /** Resolves once nothing is being asked of the store; false when nothing was. */
  wasBusy(): Promise<boolean>;
  /** Every run stands still for good, and nobody has asked anything. */
  isOver(): Promise<boolean>;
  /** Ids of all tasks. */
  tasks(): Promise<string[]>;
  close(): Promise<void>;
}

/** Lets everything that needs no time happen: microtasks, and answers of the store. */
export async function settle(place: Place): Promise<void> {
  for (let quiet = 0; quiet < 6; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (await place.wasBusy()) quiet = -1;
  }
}

/** Lets time pass, and at each instant what is due. */
export async function pass(place: Place, clock: ManualClock, ms: number): Promise<void> {
  const until = clock.now() + ms;
  await settle(place);
  while (clock.next(until)) await settle(place);
  clock.set(until);
}
