/** Knows how many calls to a store are open, so that a test waits for answers and not for a while. */
import type { Shelf, Shelves } from '../../../server/adapters/mongo/shelves.ts';

export interface Watch {
  shelves(shelves: Shelves): Shelves;
  /** Resolves once no call is open; false when none was. */
  wasBusy(): Promise<boolean>;
}

type Doc = { _id: string };

export function watchCalls(): Watch {
  let open = 0;
  const waiting: (() => void)[] = [];

  async function watched<R>(call: Promise<R>): Promise<R> {
    open += 1;
    try {
      return await call;
    } finally {
      open -= 1;
      if (open === 0) for (const go of waiting.splice(0)) go();
    }
  }
  const shelf = (one: Shelf<Doc>): Shelf<Doc> => ({
    insert: (docs) => watched(one.insert(docs)),
    update: (changes) => watched(one.update(changes)),
    updateAll: (filter, change) => watched(one.updateAll(filter, change)),
    find: (filter, options) => watched(one.find(filter, options)),
    replace: (docs) => watched(one.replace(docs)),
    remove: (filter) => watched(one.remove(filter)),
  });
  return {
    shelves(shelves) {
      const { now, ...rest } = shelves;
      const named = Object.entries(rest).filter(([, one]) => 'insert' in (one as object));
      return { ...Object.fromEntries(named.map(([name, one]) => [name, shelf(one as unknown as Shelf<Doc>)])), now } as unknown as Shelves;
    },
    async wasBusy() {
      if (open === 0) return false;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return true;
    },
  };
}
