import { describe, expect, test } from 'vitest';
import type { DeliveryRow, Page, Reads } from '../../server/engine/reads.ts';
import { enter, type Open } from './home.ts';
import { at, commitOf, deliveryOf, restOf, signalOf, startOf, taskOf } from './samples.ts';

const refusedOf = (id: string, when: number, endpoint = 'shop'): DeliveryRow => ({
  id,
  at: when,
  endpoint,
  status: 401,
  code: 'signature.wrong',
  detail: 'The signature does not match',
  bytes: 9,
  duplicate: false,
  runs: [],
});

/** All pages of a list, two items at a time. */
async function pagesOf<T>(read: (page: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page: Page<T> = await read({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

type DeliveryFilter = Parameters<Reads['deliveries']>[1];
const deliveryLists: [name: string, filter: DeliveryFilter, ids: string[]][] = [
  ['all that came, newest first', {}, ['X3', 'D4', 'D3', 'X2', 'D2', 'X1', 'D1']],
  ['what was taken', { refused: false }, ['D4', 'D3', 'D2', 'D1']],
  ['what was refused', { refused: true }, ['X3', 'X2', 'X1']],
  ['one endpoint', { endpoint: 'shop' }, ['X3', 'D3', 'X2', 'D2', 'D1']],
  ['what one endpoint refused', { endpoint: 'wms', refused: true }, ['X1']],
  ['one key', { key: 'K1' }, ['D4', 'D1']],
  ['one key at one endpoint', { key: 'K1', endpoint: 'wms' }, ['D4']],
  ['a key nobody has', { key: 'K' }, []],
  ['a period, its ends included', { from: at + 2, to: at + 4 }, ['D3', 'X2', 'D2', 'X1']],
  ['what came since', { from: at + 5 }, ['X3', 'D4']],
  ['what was refused until then', { refused: true, to: at + 4 }, ['X2', 'X1']],
];

/** What came in, and what waits for people. */
export function describeLists(open: Open): void {
  describe('deliveries', () => {
    /** D1, X1 … in this order; X were refused, and D3 carries an earlier instant than D2. */
    const enterFilled = async () => {
      const home = await enter(open);
      const { runs, reads } = home.store;
      await runs.accept(deliveryOf('D1', [startOf('R1')], { at: at + 1, key: 'K1', event: 'orders/create' }));
      reads.refused('t', refusedOf('X1', at + 2, 'wms'));
      await runs.accept(deliveryOf('D2', [], { at: at + 4, key: 'K2' }));
      reads.refused('t', refusedOf('X2', at + 4));
      await runs.accept(deliveryOf('D3', [], { at: at + 3 }));
      await runs.accept(deliveryOf('D4', [], { at: at + 5, key: 'K1', endpoint: 'wms' }));
      reads.refused('t', refusedOf('X3', at + 6));
      // What is refused is written when it can be; whatever is acknowledged after it stands behind it.
      await runs.signal(signalOf('S1', 'K0'));
      return home;
    };

    test('each list shows its messages once, whatever the clock said, whole and by pages', async () => {
      const { store } = await enterFilled();
      for (const [name, filter, ids] of deliveryLists) {
        const whole = (await store.reads.deliveries('t', filter)).items.map(({ id }) => id);
        const paged = (await pagesOf((page) => store.reads.deliveries('t', { ...filter, ...page }))).map(({ id }) => id);
        expect([name, paged]).toEqual([name, whole]);
        // D3 and X2 came within one instant of two lists: their order is the store's, the rest is as it came.
        expect([name, [...whole].sort()]).toEqual([name, [...ids].sort()]);
        for (const kind of ['D', 'X']) expect(whole.filter((id) => id.startsWith(kind))).toEqual(ids.filter((id) => id.startsWith(kind)));
      }
    });

    test('a row says what came, what was answered and what it started', async () => {
      const { store, die } = await enterFilled();
      const next = await die();
      const rows = (await next.reads.deliveries('t', {})).items;
      expect(rows.find(({ id }) => id === 'X1')).toEqual(refusedOf('X1', at + 2, 'wms'));
      expect(rows.find(({ id }) => id === 'D1')).toEqual({
        id: 'D1',
        at: at + 1,
        endpoint: 'shop',
        status: 202,
        bytes: 12,
        event: 'orders/create',
        key: 'K1',
        duplicate: false,
        runs: [{ flow: 'orders', version: 'v1', runId: 'R1' }],
      });
      expect(await next.reads.deliveryBody('t', 'D1')).toEqual({ body: '{"number":"D1"}', endpoint: 'shop' });
      expect(await next.reads.deliveryBody('t', 'D4')).toEqual({ body: '{"number":"D4"}', endpoint: 'wms' });
      expect(await next.reads.deliveryBody('t', 'X1')).toBeUndefined();
      expect(await next.reads.deliveryBody('u', 'D1')).toBeUndefined();
      expect(await store.reads.deliveries('u', {})).toEqual({ items: [], next: null });
    });
  });

  describe('tasks', () => {
    const enterFilled = async () => {
      const home = await enter(open);
      const tasks = [taskOf('T1'), taskOf('T2', { role: 'sales' }), taskOf('T3', { runId: 'R2' }), taskOf('T4'), taskOf('T5')];
      await home.store.runs.commit(commitOf(restOf('R1', { seq: 1 }), { outbox: tasks.map((task) => ({ kind: 'task', task })) }));
      return home;
    };

    test('lists show tasks by status, role and run, newest first, whole and by pages', async () => {
      const { store } = await enterFilled();
      await store.reads.updateTask('t', taskOf('T4', { status: 'completed', completedBy: 'ada', completedAt: at, answer: { ok: true } }), 'open');
      const lists: [Parameters<Reads['tasks']>[1], string[]][] = [
        [{}, ['T5', 'T4', 'T3', 'T2', 'T1']],
        [{ status: 'open' }, ['T5', 'T3', 'T2', 'T1']],
        [{ status: 'completed' }, ['T4']],
        [{ role: 'sales' }, ['T2']],
        [{ runId: 'R1', status: 'open', role: 'finance' }, ['T5', 'T1']],
        [{ runId: 'R9' }, []],
      ];
      for (const [filter, ids] of lists) {
        expect((await store.reads.tasks('t', filter)).items.map(({ id }) => id)).toEqual(ids);
        expect((await pagesOf((page) => store.reads.tasks('t', { ...filter, ...page }))).map(({ id }) => id)).toEqual(ids);
      }
      expect((await store.reads.tasks('u', {})).items).toEqual([]);
      expect((await store.reads.task('t', 'T4'))?.answer).toEqual({ ok: true });
    });

    test('of ten people who claim a task at a time one has it', async () => {
      const { store } = await enterFilled();
      const claims = Array.from({ length: 10 }, (_, no) => store.reads.updateTask('t', taskOf('T1', { status: 'claimed', claimedBy: `p${no}` }), 'open'));
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    });

    test.each([
      ['nobody may complete what another has claimed', { status: 'completed', claimedBy: 'bob' }, 'claimed', false],
      ['the claimer may complete it', { status: 'completed', claimedBy: 'ada' }, 'claimed', true],
      ['the claimer may give it back', { status: 'open' }, 'claimed', true],
      ['what somebody saw open is claimed by now', { status: 'claimed', claimedBy: 'bob' }, 'open', false],
    ] as const)('%s', async (_, change, was, isDone) => {
      const { store, die } = await enterFilled();
      const claimed = taskOf('T1', { status: 'claimed', claimedBy: 'ada' });
      await store.reads.updateTask('t', claimed, 'open');
      expect(await store.reads.updateTask('t', taskOf('T1', change), was)).toBe(isDone);
      for (const { reads } of [store, await die()]) expect(await reads.task('t', 'T1')).toEqual(isDone ? taskOf('T1', change) : claimed);
    });

    test('an unknown task is not changed, nor one of another tenant', async () => {
      const { store } = await enterFilled();
      expect(await store.reads.updateTask('t', taskOf('T9'), 'open')).toBe(false);
      expect(await store.reads.updateTask('u', taskOf('T1', { tenant: 'u', status: 'claimed' }), 'open')).toBe(false);
      expect(await store.reads.task('t', 'T9')).toBeUndefined();
      expect(await store.reads.task('t', 'T1')).toEqual(taskOf('T1'));
    });
  });
}
