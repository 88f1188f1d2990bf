/** Where a store lives while the suite looks at it: opened fresh for each test, and closed whatever happens. */
import { onTestFinished } from 'vitest';
import type { Store } from '../../server/adapters/store.ts';

export interface Home {
  store: Store;
  /** Ownership is a lease of so many ms: every run held at a death is unclean, not only one with a call out, and free after it. */
  leaseMs?: number;
  /** The process dies here and now; answers with the store as the next process finds it. */
  die(): Promise<Store>;
  close(): Promise<void>;
}

export type Open = () => Promise<Home>;

/** Open a home that closes with the test. */
export async function enter<H extends Home>(open: () => Promise<H>): Promise<H> {
  const home = await open();
  onTestFinished(() => home.close());
  return home;
}
