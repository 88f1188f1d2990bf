/** Where a case plays: a store that outlives the processes looking at it, in the time of the test. */
import type { Clock, RunStore } from '../../../server/engine/ports.ts';

export interface Stage {
  name: string;
  /** Whoever holds a run says so again at this pace, ms; 0 where ownership does not run out. */
  renewEvery: number;
  /** An empty store whose time is this clock. */
  open(clock: Clock): Promise<Place>;
  close(): Promise<void>;
}

export interface Place {
  /** The runs as one life of a process sees them; no two lives share a name. */
  runs(life: string): RunStore;
  /** Resolves once nothing is being asked of the store; false when nothing was. */
  wasBusy(): Promise<boolean>;
  /** Every run stands still for good, and nobody has asked anything. */
  isOver(): Promise<boolean>;
  /** Ids of all tasks. */
  tasks(): Promise<string[]>;
  close(): Promise<void>;
}
