import type { Store } from '../adapters/store.ts';
import type { Limits } from '../adapters/system/limits.ts';
import type { Clock, Queue } from '../engine/ports.ts';

/** Which adapter stands at which port. */
export interface Profile {
  name: 'embedded' | 'distributed';
  /** Names this life of the process: no two share it. */
  life: string;
  store: Store;
  queue: Queue;
  clock: Clock;
  /** Leases are renewed at this pace; 0 where ownership is a process lock. */
  renewEvery: number;
  /** Longest sleep of a sweeper, ms. */
  pace(): number;
  /** Limits of connections that other processes share; absent where this is the only one. */
  limits?: Limits;
  /** The store was empty: this is a first start. */
  isFirstStart: boolean;
  /** Other processes change the same store; absent where this is the only one. */
  others?: Others;
  close(): Promise<void>;
}

/** What several processes on one store tell each other. All of it may be lost. */
export interface Others {
  /** News for whoever listens in another process. */
  publish(text: string): void;
  listen(hear: (text: string) => void): () => void;
  /** Calls `begin` while this process has the duty, and what it answers with once it has it no more: one process at a time, by lease. */
  takeDuty(name: string, begin: () => () => void): { stop(): Promise<void> };
}
