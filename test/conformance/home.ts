/** Where a store lives while the suite looks at it: opened fresh for each test, and closed whatever happens. */
import { onTestFinished } from 'vitest';
import type { Store } from '../../server/adapters/store.ts';

export interface Home {
  store: Store;
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
