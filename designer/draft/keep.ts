/**
 * What the browser keeps of a draft: undo steps for as long as the tab lives, and what the hub has not taken yet until it has.
 * A tab that was closed or died offline leaves its unsent changes behind; the next one that opens the flow takes them up.
 */
import type { Flow } from '../../flows/flow.ts';
import type { History } from './history.ts';

/** Unsent: the draft here, and the one of the hub it was made from. */
export interface Unsent {
  flow: Flow;
  base: Flow;
}

export interface Keep {
  history(): History | undefined;
  store(history: History, unsent: Unsent | undefined): void;
  /** Unsent changes of tabs that are no more, this one before its reload included. */
  orphans(): Promise<Unsent[]>;
  close(): void;
}

export interface Stores {
  session: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  local: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  /** Held by a tab while it lives. */
  locks: { request(name: string, options: { ifAvailable: true }, held: (lock: unknown) => Promise<unknown>): Promise<unknown> };
}

export async function openKeep(flowId: string, newTab: () => string, { session, local, locks }: Stores): Promise<Keep> {
  const place = `draft/${flowId}`;
  const unsentAt = (tab: string) => `unsent/${flowId}/${tab}`;
  let release: () => void = () => {};
  const claim = (name: string): Promise<boolean> =>
    new Promise((resolve) => {
      void locks.request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? Promise.resolve() : new Promise<void>((free) => void (release = free));
      });
    });
  // A tab that was duplicated has its twin's memory, and must not write over it.
  let tab = session.getItem('tab') ?? newTab();
  if (!(await claim(unsentAt(tab)))) {
    tab = newTab();
    await claim(unsentAt(tab));
  }
  write(session, 'tab', tab);

  return {
    history: () => read<History>(session, place),
    store(history, unsent) {
      write(session, place, JSON.stringify(history));
      if (unsent) write(local, unsentAt(tab), JSON.stringify(unsent));
      else local.removeItem(unsentAt(tab));
    },
    async orphans() {
      const names = Array.from({ length: local.length }, (_, n) => local.key(n) ?? '').filter((name) => name.startsWith(`unsent/${flowId}/`));
      const found: Unsent[] = [];
      for (const name of names) {
        const isOwn = name === unsentAt(tab);
        await (isOwn ? take(name) : locks.request(name, { ifAvailable: true }, async (lock) => (lock === null ? undefined : take(name))));
      }
      return found;
      async function take(name: string): Promise<void> {
        const unsent = read<Unsent>(local, name);
        local.removeItem(name);
        if (unsent) found.push(unsent);
      }
    },
    close: () => release(),
  };
}

function read<T>(store: Pick<Storage, 'getItem'>, key: string): T | undefined {
  try {
    return (JSON.parse(store.getItem(key) ?? 'null') as T | null) ?? undefined; // written by `store`
  } catch {
    return undefined;
  }
}

/** A full store keeps the newest document rather than nothing: the rest of the page goes on. */
function write(store: Pick<Storage, 'setItem'>, key: string, text: string): void {
  try {
    store.setItem(key, text);
  } catch {
    // The browser's room is used up; the hub still has all that was sent.
  }
}
