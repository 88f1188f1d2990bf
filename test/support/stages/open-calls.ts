/** Knows how many calls to a store are open, so that a test waits for answers and not for a while. */
import type { Shelf, Shelves } from '../../../server/adapters/mongo/shelves.ts';
import type { Fate } from './stage.ts';

export interface Watch {
  /** `fate` is asked at each write: once the process has ended no answer comes and no call is made. */
  shelves(shelves: Shelves, fate?: () => Fate): Shelves;
  /** Resolves once no call is open; false when none was. */
  wasBusy(): Promise<boolean>;
}

type Doc = { _id: string };
interface Make {
  read<R>(call: () => Promise<R>): Promise<R>;
  write<R>(call: () => Promise<R>): Promise<R>;
}

export function watchCalls(): Watch {
  const never = new Promise<never>(() => undefined);
  const waiting: (() => void)[] = [];
  let open = 0;

  async function watched<R>(call: Promise<R>): Promise<R> {
    open += 1;
    try {
      return await call;
    } finally {
      open -= 1;
      if (open === 0) for (const go of waiting.splice(0)) go();
    }
  }
  function maker(fate: () => Fate): Make {
    let hasEnded = false;
    return {
      async read(call) {
        if (hasEnded) return never;
        const answer = await watched(call());
        return hasEnded ? never : answer;
      },
      async write(call) {
        if (hasEnded) return never;
        const mine = fate();
        hasEnded = mine !== 'lives';
        if (mine === 'ends before') return never;
        const answer = await watched(call());
        return hasEnded ? never : answer;
      },
    };
  }
  const shelf = (one: Shelf<Doc>, make: Make): Shelf<Doc> => ({
    insert: (docs) => make.write(() => one.insert(docs)),
    update: (changes) => make.write(() => one.update(changes)),
    updateAll: (filter, change) => make.write(() => one.updateAll(filter, change)),
    find: (filter, options) => make.read(() => one.find(filter, options)),
    replace: (docs) => make.write(() => one.replace(docs)),
    remove: (filter) => make.write(() => one.remove(filter)),
  });
  return {
    shelves(shelves, fate = () => 'lives') {
      const { now, ...rest } = shelves;
      const make = maker(fate);
      const named = Object.entries(rest).filter(([, one]) => 'insert' in (one as object));
      return { ...Object.fromEntries(named.map(([name, one]) => [name, shelf(one as unknown as Shelf<Doc>, make)])), now } as unknown as Shelves;
    },
    async wasBusy() {
      if (open === 0) return false;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return true;
    },
  };
}
