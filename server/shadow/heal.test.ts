import { expect, it } from 'vitest';
import { at, commitOf, deliveryOf, orderOf, restOf, signalOf, startOf } from '../../test/conformance/samples.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryDocuments } from '../adapters/memory/documents.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { Deployed } from '../catalogue/deployed.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Delivery, RunStore } from '../engine/ports.ts';
import { healShadows } from './heal.ts';
import { toldOf } from './told.ts';
import { shadowIdOf } from './twin.ts';

const flow = { format: 1, id: 'orders', title: 'Orders', nodes: { order: { type: 'begin@1' } }, edges: [] } as const;
const own = 't.shadow';
const canceled: RunEvent = { type: 'run.canceled', at, reason: 'not wanted', by: 'ada' };

function open({ since = at - 1, isFollowed = true, fails }: { since?: number; isFollowed?: boolean; fails?: (call: string, id: string) => boolean } = {}) {
  const store = memoryStore(memoryDisk(), () => at);
  const documents = memoryDocuments(memoryDisk());
  const clock = manualClock(at + 60_000);
  const asked: string[] = [];
  const told: string[] = [];
  const standing = { tenant: own, flow, version: 'v2', at: since } as unknown as Deployed;
  const elder = { ...standing, flow: { ...standing.flow, id: 'elder' }, at: at - 5_000 };
  const watched = <T extends object>(room: T): T =>
    new Proxy(room, {
      get: (target, name: keyof T & string) =>
        typeof target[name] !== 'function'
          ? target[name]
          : (...given: unknown[]) => {
              asked.push(name);
              if (fails?.(name, String(given[1]))) return Promise.reject(new Error('away'));
              return (target[name] as (...all: unknown[]) => unknown)(...given);
            },
    });
  const runs: RunStore = watched(store.runs);
  const stop = healShadows({
    store: runs,
    reads: watched(store.reads),
    documents,
    queue: { ring: () => undefined },
    told: toldOf(documents),
    shadows: (tenant) => (isFollowed && tenant === 't' ? [standing, elder] : []),
    deployed: () => [],
    clock,
    tenants: () => ['t'],
    report: (message) => told.push(message),
    every: 30_000,
  });
  return {
    store,
    documents,
    clock,
    asked,
    told,
    stop,
    /** A live run with its shadow, both at rest. */
    async pair(id: string, more: { keys?: string[]; events?: RunEvent[] } = {}) {
      const head = { keys: more.keys ?? [] };
      await store.runs.accept(orderOf(id, head));
      await store.runs.accept({ ...deliveryOf(shadowIdOf(id), [startOf(shadowIdOf(id), { ...head, tenant: own })]), tenant: own });
      await store.runs.commit(commitOf(restOf(id, head), { events: more.events ?? [] }));
      await store.runs.commit(commitOf(restOf(shadowIdOf(id), { ...head, tenant: own }), { events: [] }));
    },
    async pass(ms: number) {
      const until = clock.now() + ms;
      const settle = async () => {
        for (let turns = 0; turns < 300; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      };
      await settle();
      while (clock.next(until)) await settle();
      clock.set(until);
    },
    followers: async () => (await store.reads.runs(own, { limit: 500 })).items.map(({ id }) => id),
    canceled: async (id: string) => (await store.runs.requests(own, shadowIdOf(id))).map(({ by, reason }) => `${by}: ${reason}`),
  };
}

const order = (id: string, more: Partial<Delivery> = {}): Delivery => ({ ...orderOf(id, { startedAt: more.at ?? at }), ...more });

it('asks nothing of anybody while there is no shadow', async () => {
  const { pass, asked, store } = open({ isFollowed: false });
  await store.runs.accept(order('a'));
  await pass(100_000);
  expect(asked).toEqual([]);
});

it('takes in all that has no shadow, page after page, and begins the next time where it ended', async () => {
  const { store, documents, pass, followers, asked } = open();
  for (let n = 0; n < 420; n += 1) await store.runs.accept(order(`r${n}`, { at: at + n * 50 }));
  await pass(4_000);
  expect(await followers()).toHaveLength(420);
  expect((await store.reads.run(own, shadowIdOf('r7')))?.head).toMatchObject({ version: 'v2', status: 'running', wakeAt: at, seq: 1 });
  expect((await store.reads.deliveries(own, { limit: 500 })).items.map(({ id }) => id)).toContain('s0r7');
  const pages = () => asked.filter((call) => call === 'deliveries').length;
  const first = pages();
  await pass(8_000);
  expect([first, pages()]).toEqual([3, 5]);
  expect((await documents.get('t', 'shadow-healed', 'deliveries'))?.body).toBe(at + 419 * 50);
});

it('comes to the others where one fails, and to that one the next time', async () => {
  let isAway = true;
  const { store, pass, followers, told } = open({ fails: (call, id) => isAway && call === 'log' && id === 's0b' });
  for (const [n, id] of ['a', 'b', 'c'].entries()) await store.runs.accept(order(id, { at: at + n * 20_000 }));
  await pass(2_000);
  expect([await followers(), told]).toEqual([['s0c', 's0a'], ['deliveries without a shadow could not be looked for']]);
  isAway = false;
  await pass(30_000);
  expect(await followers()).toEqual(['s0b', 's0c', 's0a']);
});

it('leaves alone what came before the shadow was pointed there, and what may still be on its way', async () => {
  const { store, pass, followers, clock } = open({ since: at + 1 });
  for (const [id, when] of Object.entries({ before: at, after: at + 2, now: clock.now() + 1_000 })) await store.runs.accept(order(id, { at: when }));
  await pass(2_000);
  expect(await followers()).toEqual(['s0after']);
  await pass(30_000);
  expect(await followers()).toEqual(['s0now', 's0after']);
});

it('comes to every open run, however many there are', async () => {
  const { pair, pass, canceled: asked } = open();
  for (let n = 0; n < 130; n += 1) await pair(`r${n}`, { events: [canceled] });
  await pass(10_000);
  expect(await asked('r0')).toEqual(['ada: not wanted']);
  expect(await asked('r129')).toEqual(['ada: not wanted']);
});

it('tells a cancel once: a shadow that came too late for it does not hear it again', async () => {
  const { pair, pass, store, canceled: asked } = open();
  await pair('a', { events: [canceled] });
  await pass(2_000);
  const [request] = await store.runs.requests(own, 's0a');
  await store.runs.commit(commitOf(restOf('s0a', { tenant: own, seq: 3 }), { events: [], taken: [request!.id] }));
  await pass(60_000);
  expect(await asked('a')).toEqual([]);
});

it('lets what was said before a cancel have its turn first', async () => {
  const { pair, pass, store, canceled: asked } = open();
  await pair('a', { keys: ['1001'], events: [canceled] });
  await store.runs.signal(signalOf('go', '1001'));
  await pass(2_000);
  expect([(await store.reads.signalsOf(own, ['1001'])).map(({ id }) => id), await asked('a')]).toEqual([['go'], []]);
  await pass(30_000);
  expect(await asked('a')).toEqual(['ada: not wanted']);
});

it('goes on behind a run that cannot be read, says so once a round, and ends when it is stopped', async () => {
  let isAway = true;
  const { pair, pass, told, asked, stop, canceled: wishes } = open({ fails: (call, id) => isAway && call === 'log' && id === 's0b' });
  for (const id of ['a', 'b', 'c']) await pair(id, { events: [canceled] });
  await pass(2_000);
  expect([await wishes('a'), await wishes('b'), await wishes('c')].map(({ length }) => length)).toEqual([1, 0, 1]);
  expect(told).toEqual(['deliveries without a shadow could not be looked for', 'shadows could not be told what they missed: 1, the first of them here']);
  isAway = false;
  await pass(30_000);
  expect(await wishes('b')).toHaveLength(1);
  stop();
  const before = asked.length;
  await pass(90_000);
  expect(asked).toHaveLength(before);
});
