import type { Store } from '../adapters/store.ts';
import type { Clock, Queue } from '../engine/ports.ts';

/** Which adapter stands at which port. */
export interface Profile {
  name: 'embedded' | 'distributed';
  store: Store;
  queue: Queue;
  clock: Clock;
  /** Leases are renewed at this pace; 0 where ownership is a process lock. */
  renewEvery: number;
  /** The store was empty: this is a first start. */
  isFirstStart: boolean;
}
