import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { emptyHistory } from './history.ts';
import { openKeep, type Stores } from './keep.ts';

const flow = (title: string): Flow => ({ format: 1, id: 'kept', title, nodes: {}, edges: [] });

function browser() {
  const local = memory();
  const held = new Set<string>();
  let tabs = 0;
  const locks: Stores['locks'] = {
    async request(name, _options, then) {
      if (held.has(name)) return then(null);
      held.add(name);
      try {
        return await then({});
      } finally {
        held.delete(name);
      }
    },
  };
  const tab = (session = memory()) => ({ session, open: () => openKeep('kept', () => `tab${++tabs}`, { session, local, locks }) });
  return { tab };
}

function memory() {
  const map = new Map<string, string>();
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, text: string) => void map.set(key, text),
    removeItem: (key: string) => void map.delete(key),
    key: (n: number) => [...map.keys()][n] ?? null,
    get length() {
      return map.size;
    },
    copy() {
      const other = memory();
      for (const [key, text] of map) other.setItem(key, text);
      return other;
    },
  };
}

const step = { name: 'Call it Mine', patches: [{ path: ['title'], was: 'Old', is: 'Mine' }], at: 1 };
const unsent = { flow: flow('Mine'), base: flow('Old') };

describe('what a browser keeps of a draft', () => {
  it('gives a tab its steps and unsent changes back after a reload', async () => {
    const tab = browser().tab();
    const before = await tab.open();
    before.store({ done: [step], undone: [] }, unsent);
    before.close();
    const after = await tab.open();
    expect(after.history()?.done).toEqual([step]);
    expect(await after.orphans()).toEqual([unsent]);
    expect(await after.orphans()).toEqual([]);
  });
  it('leaves those of a tab that lives to that tab, and takes up those of one that is closed', async () => {
    const all = browser();
    const [one, two] = [await all.tab().open(), await all.tab().open()];
    one.store(emptyHistory, unsent);
    expect(await two.orphans()).toEqual([]);
    one.close();
    await Promise.resolve();
    expect(await two.orphans()).toEqual([unsent]);
  });
  it('a duplicated tab does not write over its twin', async () => {
    const all = browser();
    const first = all.tab();
    const one = await first.open();
    one.store(emptyHistory, unsent);
    const twin = await all.tab(first.session.copy()).open();
    twin.store(emptyHistory, undefined);
    one.close();
    await Promise.resolve();
    expect(await (await all.tab().open()).orphans()).toEqual([unsent]);
  });
  it('forgets what the hub has taken', async () => {
    const all = browser();
    const one = await all.tab().open();
    one.store(emptyHistory, unsent);
    one.store(emptyHistory, undefined);
    one.close();
    expect(await (await all.tab().open()).orphans()).toEqual([]);
  });
});
