import { describe, expect, test } from 'vitest';
import type { NodeCount } from '../../server/engine/ports.ts';
import { enter, type Open } from './home.ts';
import { at, commitOf, countOf, headOf, minute, orderOf, restOf, signalOf } from './samples.ts';

const histogram = (counts: Record<number, number>): number[] => Array.from({ length: 40 }, (_, bucket) => counts[bucket] ?? 0);
const by =
  <T>(nameOf: (item: T) => string) =>
  (a: T, b: T) =>
    nameOf(a) < nameOf(b) ? -1 : 1;

/** Figures per node, the live board, signals of a case, and how the store is. */
export function describeFigures(open: Open): void {
  describe('counts', () => {
    /** A store in which each figure rode in a commit of its own. */
    const enterCounted = async (counts: NodeCount[]) => {
      const home = await enter(open);
      for (const [place, count] of counts.entries()) await home.store.runs.commit(commitOf(headOf('R1', { seq: place + 1 }), { counts: [count] }));
      return home;
    };
    const span = { flow: 'orders', from: at, to: at + 3_600_000 };

    test('figures of one node add up: turns, latencies, ports and money, exactly', async () => {
      const { store, die } = await enterCounted([
        countOf('pay', { latency: [3, 3, 7], money: { EUR: '9007199254740993', SEK: '1' }, ports: { paid: 2 }, waitMs: 5 }),
        countOf('pay', { latency: [39], money: { EUR: '9007199254740993' }, ports: { paid: 1, late: 1 }, waitMs: 6, failed: 1, retried: 2, waiting: -1 }),
        countOf('pay', { latency: [], money: { EUR: '-1', USD: '7' }, ports: {}, started: 0, completed: 0 }),
      ]);
      const sum = countOf('pay', {
        version: '',
        ...{ started: 2, completed: 2, failed: 1, retried: 2, waiting: -1, waitMs: 11 },
        latency: histogram({ 3: 2, 7: 1, 39: 1 }),
        money: { EUR: '18014398509481985', SEK: '1', USD: '7' },
        ports: { paid: 3, late: 1 },
      });
      expect(await store.reads.counts('t', span)).toEqual([sum]);
      const next = await die();
      expect(await next.reads.counts('t', span)).toEqual([sum]);
      await next.runs.commit(commitOf(headOf('R1', { seq: 4 }), { counts: [countOf('pay', { ports: {} })] }));
      expect(await next.reads.counts('t', span)).toEqual([{ ...sum, started: 3, completed: 3, latency: histogram({ 3: 3, 7: 1, 39: 1 }) }]);
      expect(await next.reads.counts('u', span)).toEqual([]);
    });

    test('a conflict counts nothing', async () => {
      const { store } = await enterCounted([countOf('pay')]);
      await store.runs.commit(commitOf(headOf('R1', { seq: 9 }), { counts: [countOf('pay')] }));
      expect((await store.reads.counts('t', span)).map(({ started }) => started)).toEqual([1]);
    });

    test('versions are added up unless one is asked for; flows never are', async () => {
      const { store } = await enterCounted([countOf('pay'), countOf('pay', { version: 'v2' }), countOf('pay', { flow: 'stock' }), countOf('ask')]);
      const figures = async (filter: object) =>
        (await store.reads.counts('t', { ...span, ...filter })).map(({ node, version, started }) => [node, version, started]);
      expect(await figures({})).toEqual([
        ['ask', '', 1],
        ['pay', '', 2],
      ]);
      expect(await figures({ version: 'v2' })).toEqual([['pay', 'v2', 1]]);
      expect(await figures({ version: 'v3' })).toEqual([]);
    });

    test('a span counts the minutes it touches, in buckets when asked', async () => {
      const { store } = await enterCounted([0, 1, 9, 10, 59, 60].map((later) => countOf('pay', { minute: minute + later })));
      const figures = async (filter: object) => (await store.reads.counts('t', { ...span, ...filter })).map((count) => [count.minute - minute, count.started]);
      expect(await figures({})).toEqual([[0, 5]]);
      expect(await figures({ from: at + 30_000, to: at + 60_000 })).toEqual([[0, 1]]);
      expect(await figures({ from: at + 60_000, to: at + 60_001 })).toEqual([[1, 1]]);
      expect(await figures({ bucketMs: 600_000 })).toEqual([
        [0, 3],
        [10, 1],
        [50, 1],
      ]);
    });
  });

  describe('board', () => {
    test('a run at work, one that waits, one that is parked and one that ended are not forgotten', async () => {
      const { store } = await enter(open);
      for (const id of ['R1', 'R2', 'R3', 'R4', 'R5']) await store.runs.accept(orderOf(id));
      await store.runs.claim('t', 'R1', at);
      await store.runs.commit(commitOf(restOf('R2', { wakeAt: at + 1e6 })));
      await store.runs.commit(commitOf(restOf('R3')));
      await store.runs.commit(commitOf(restOf('R4', { status: 'parked' })));
      await store.runs.commit(commitOf(restOf('R5', { status: 'completed', endedAt: at })));
      expect(await store.reads.forgotten()).toEqual([]);
    });

    test('open runs stand where they are, with their number, age and money', async () => {
      const { store } = await enter(open);
      const heads = [
        restOf('R1', { seq: 1, open: ['pay'], amount: '19995', currency: 'EUR', updatedAt: at + 9 }),
        restOf('R2', { seq: 1, open: ['pay', 'ship'], amount: '5', currency: 'EUR', updatedAt: at + 7 }),
        restOf('R3', { seq: 1, open: ['pay'], amount: '7', currency: 'SEK', updatedAt: at + 8 }),
        restOf('R4', { seq: 1, open: ['pay'], status: 'parked' }),
        restOf('R5', { seq: 1, open: ['pay'], flow: 'stock' }),
        restOf('R6', { seq: 1, open: [], status: 'completed', amount: '1', currency: 'EUR' }),
        restOf('R7', { seq: 1, open: ['pay'], status: 'canceled', amount: '1', currency: 'EUR' }),
      ];
      for (const head of heads) await store.runs.commit(commitOf(head));
      const board = (await store.reads.open('t', 'orders')).sort(by(({ node, status }) => node + status));
      expect(board).toEqual([
        { flow: 'orders', node: 'pay', status: 'parked', runs: 1, oldest: at, money: {} },
        { flow: 'orders', node: 'pay', status: 'waiting', runs: 3, oldest: at + 7, money: { EUR: '20000', SEK: '7' } },
        { flow: 'orders', node: 'ship', status: 'waiting', runs: 1, oldest: at + 7, money: { EUR: '5' } },
      ]);
      expect((await store.reads.open('t')).map(({ flow }) => flow).sort()).toEqual(['orders', 'orders', 'orders', 'stock']);
      expect(await store.reads.open('u')).toEqual([]);
    });

    test('what waits for a switch is added up by where it waits and for which, and listed by its code', async () => {
      const { store, die } = await enter(open);
      const held = { code: 'connection.paused', held: 'wms', open: ['reserve'] };
      const heads = [
        restOf('R1', { seq: 1, ...held, amount: '19995', currency: 'EUR', startedAt: at + 5 }),
        restOf('R2', { seq: 1, ...held, amount: '5', currency: 'EUR', startedAt: at + 3 }),
        restOf('R3', { seq: 1, ...held, amount: '123456789012345678901234567890', currency: 'SEK', startedAt: at + 4 }),
        restOf('R4', { seq: 1, ...held, held: 'erp' }),
        restOf('R5', { seq: 1, code: 'flow.paused' }),
        restOf('R6', { seq: 1, code: 'lane.waiting' }),
        restOf('R7', { seq: 1, ...held, status: 'canceled', code: 'run.canceled' }),
      ];
      for (const head of heads) await store.runs.commit(commitOf(head));
      const expected = [
        { flow: 'orders', node: 'order', code: 'flow.paused', runs: 1, oldest: at, money: {} },
        { flow: 'orders', node: 'reserve', code: 'connection.paused', by: 'erp', runs: 1, oldest: at, money: {} },
        {
          ...{ flow: 'orders', node: 'reserve', code: 'connection.paused', by: 'wms', runs: 3, oldest: at + 3 },
          money: { EUR: '20000', SEK: '123456789012345678901234567890' },
        },
      ];
      const next = await die();
      const rows = (await next.reads.held('t')).sort(by(({ node, by: name }) => `${node} ${name}`));
      expect(rows).toEqual(expected);
      expect(await next.reads.held('u')).toEqual([]);
      const waiting = { status: ['waiting'], code: 'connection.paused' };
      expect((await next.reads.runs('t', waiting)).items.map(({ id }) => id)).toEqual(['R4', 'R3', 'R2', 'R1']);
      // One that goes on is counted no more.
      await next.runs.claim('t', 'R1', at);
      await next.runs.commit(commitOf(headOf('R1', { seq: 2 })));
      expect((await next.reads.held('t')).reduce((sum, { runs }) => sum + runs, 0)).toBe(4);
    });

    test('amounts out of all reason are added exactly and spoil nothing', async () => {
      const { store } = await enter(open);
      for (const [place, amount] of ['9223372036854775807', '9223372036854775807', '123456789012345678901234567890', '-5', '1'].entries())
        await store.runs.commit(commitOf(restOf(`R${place}`, { seq: 1, amount, currency: 'EUR' })));
      expect((await store.reads.open('t'))[0]).toMatchObject({
        runs: 5,
        money: { EUR: String(2n * 9223372036854775807n + 123456789012345678901234567890n - 4n) },
      });
    });
  });

  test('signals of a case are shown oldest first, whatever their name', async () => {
    const { store, die } = await enter(open);
    await store.runs.signal(signalOf('S1', 'K1', { at: at + 2, data: { text: 'Å 🧵', list: [1, null] } }));
    await store.runs.signal(signalOf('S2', 'K2', { at: at + 1, name: 'shipped' }));
    await store.runs.signal(signalOf('S3', 'K3'));
    const expected = [
      { id: 'S2', name: 'shipped', key: 'K2', data: { id: 'S2' }, at: at + 1 },
      { id: 'S1', name: 'paid', key: 'K1', data: { text: 'Å 🧵', list: [1, null] }, at: at + 2 },
    ];
    for (const { reads } of [store, await die()]) expect(await reads.signalsOf('t', ['K1', 'K2'])).toEqual(expected);
    expect(await store.reads.signalsOf('u', ['K1'])).toEqual([]);
    expect(await store.reads.signalsOf('t', [])).toEqual([]);
  });

  test('health counts open runs and knows how long the oldest that is ready has waited', async () => {
    const { store } = await enter(open);
    expect(await store.reads.health()).toMatchObject({ open: 0, oldestReadyMs: 0 });
    const now = Date.now();
    for (const [id, wakeAt] of [
      ['R1', now - 60_000],
      ['R2', now - 30_000],
      ['R3', now + 60_000],
    ] as const)
      await store.runs.accept(orderOf(id, { wakeAt }));
    const { open: count, oldestReadyMs, commitP99Ms } = await store.reads.health();
    expect(count).toBe(3);
    expect(oldestReadyMs).toBeGreaterThanOrEqual(60_000);
    expect(commitP99Ms).toBeGreaterThanOrEqual(0);
    await store.runs.claim('t', 'R1', now);
    const held = await store.reads.health();
    expect(held.oldestReadyMs).toBeGreaterThanOrEqual(30_000);
    expect(held.oldestReadyMs).toBeLessThan(60_000);
    await store.runs.commit(commitOf(restOf('R1', { status: 'completed' })));
    expect((await store.reads.health()).open).toBe(2);
  });
}
