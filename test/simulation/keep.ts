/** What outlives every process, whichever store it is: what a checker may look at, and what a restore brings back. */
import type { Claim, RunHead, RunStore, TaskDoc } from '../../server/engine/ports.ts';
import type { Life } from './life.ts';

export interface StoredRun {
  head: RunHead;
  commits: Claim['commits'];
  /** Somebody must look from here on. */
  wake: number | undefined;
}

export interface Keep {
  /** The store as one life of a process sees it. */
  open(life: Life): RunStore;
  /** All runs that are stored; those a delivery only promises are not. */
  runs(): StoredRun[];
  deliveries(): { id: string; runs: string[]; isPending: boolean }[];
  /** Ids of runs with requests nobody has answered. */
  asked(): string[];
  signals(): { name: string; key: string; id: string; at: number }[];
  tasks(): TaskDoc[];
  /** A copy of all there is; calling it brings the copy back, and whatever former processes still have under way is refused. */
  backup(): () => void;
}

/** Told of each commit as it comes to lie in the log, with the ids of the requests it answers. */
export type Committed = (runId: string, commit: Claim['commits'][number], by: Life, head: { flow: string }, taken: string[]) => void;
