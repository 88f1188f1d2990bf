import { describe, expect, test } from 'vitest';
import type { Outbox, RunHead } from '../../server/engine/ports.ts';
import { enter, type Home, type Open } from './home.ts';
import { at, commitOf, deliveryOf, headOf, idsOf, orderOf, restOf, startOf } from './samples.ts';

const none = new Set<string>();
const leaves = (runId: string, lane = 'L'): Outbox => ({ kind: 'lane', runId, flow: 'orders', lane, at });
const ended = (id: string): RunHead => restOf(id, { status: 'completed', endedAt: at });

/** Whose turn it is among runs of one lane, and that nobody is forgotten behind one that left. */
export function describeLanes(open: Open): void {
  const enterWith = async (...ids: string[]): Promise<Home> => {
    const home = await enter(open);
    for (const id of ids) await home.store.runs.accept(orderOf(id, { lane: 'L' }));
    return home;
  };
  /** R looks whether its turn has come, and rests where it has not. */
  const look = async ({ runs }: Home['store'], id: string, seq = 2): Promise<string | undefined> => {
    await runs.claim('t', id, at);
    const ahead = await runs.enterLane('t', id);
    await runs.commit(commitOf(restOf(id, { seq, lane: 'L', ...(ahead === undefined ? { wakeAt: at + 1e9 } : { code: 'lane.waiting' }) })));
    return ahead;
  };
  const leave = async ({ runs }: Home['store'], head: RunHead): Promise<void> => {
    await runs.claim('t', head.id, at);
    expect(await runs.commit(commitOf(head, { outbox: [leaves(head.id)] }))).toBe('done');
  };

  describe('lanes', () => {
    test('a run waits for the one right before it in its lane, and for nobody else', async () => {
      const { store } = await enterWith('R1', 'R2', 'R3');
      await store.runs.accept(orderOf('O1', { lane: 'other' }));
      await store.runs.accept(orderOf('O2', { lane: 'L', flow: 'returns' }));
      await store.runs.accept(orderOf('O3'));
      for (const [id, ahead] of [
        ['R3', 'R2'],
        ['R2', 'R1'],
        ['R1', undefined],
        ['O1', undefined],
        ['O2', undefined],
        ['O3', undefined],
        ['R9', undefined],
      ] as const)
        expect(await store.runs.enterLane('t', id), id).toBe(ahead);
      expect(await store.runs.enterLane('t', 'R1')).toBeUndefined();
    });

    test('runs of one message stand in their order', async () => {
      const { store } = await enter(open);
      await store.runs.accept(deliveryOf('D1', [startOf('R2', { lane: 'L' }), startOf('R1', { lane: 'L' })]));
      expect(await store.runs.enterLane('t', 'R1')).toBe('R2');
      expect(await store.runs.enterLane('t', 'R2')).toBeUndefined();
    });

    test('one that ends makes the next due, one after the other', async () => {
      const { store } = await enterWith('R1', 'R2', 'R3');
      for (const id of ['R1', 'R2', 'R3']) await look(store, id);
      expect(await store.runs.due(at, 10, none)).toEqual([]);
      await leave(store, { ...ended('R1'), seq: 3 });
      expect(idsOf(await store.runs.due(at, 10, none))).toEqual(['R2']);
      expect(await look(store, 'R2', 3)).toBeUndefined();
      await leave(store, { ...ended('R2'), seq: 4 });
      expect(idsOf(await store.runs.due(at, 10, none))).toEqual(['R3']);
      expect(await look(store, 'R3', 3)).toBeUndefined();
    });

    test('one that ends while the next looks leaves it due, whatever its head says', async () => {
      const { store } = await enterWith('R1', 'R2');
      await look(store, 'R1');
      await store.runs.claim('t', 'R2', at);
      expect(await store.runs.enterLane('t', 'R2')).toBe('R1');
      await leave(store, { ...ended('R1'), seq: 3 });
      await store.runs.commit(commitOf(restOf('R2', { lane: 'L' })));
      expect(idsOf(await store.runs.due(at, 10, none))).toEqual(['R2']);
    });

    test('one that ends while the next looks leaves it due, also when that goes without a word', async () => {
      const { store } = await enterWith('R1', 'R2');
      for (const id of ['R1', 'R2']) await look(store, id);
      await store.runs.claim('t', 'R2', at);
      await leave(store, { ...ended('R1'), seq: 3 });
      await store.runs.release('t', ['R2']);
      expect(idsOf(await store.runs.due(at, 10, none))).toEqual(['R2']);
    });

    test('one that is canceled before its turn lets the one behind it see for whom it waits now', async () => {
      const { store } = await enterWith('R1', 'R2', 'R3');
      for (const id of ['R1', 'R2', 'R3']) await look(store, id);
      await leave(store, restOf('R2', { seq: 3, status: 'canceled', endedAt: at }));
      expect(idsOf(await store.runs.due(at, 10, none))).toContain('R3');
      expect(await look(store, 'R3', 3)).toBe('R1');
    });

    test('one that is parked stays where it is; parked and out of its lane it is passed by', async () => {
      const { store } = await enterWith('R1', 'R2', 'R3');
      for (const id of ['R1', 'R2', 'R3']) await look(store, id);
      await store.runs.claim('t', 'R1', at);
      await store.runs.commit(commitOf(restOf('R1', { seq: 3, status: 'parked', lane: 'L' })));
      expect(await store.runs.due(at, 10, none)).toEqual([]);
      expect(await store.runs.enterLane('t', 'R2')).toBe('R1');
      await leave(store, restOf('R1', { seq: 4, status: 'parked' }));
      expect(idsOf(await store.runs.due(at, 10, none))).toEqual(['R2']);
      expect(await look(store, 'R2', 3)).toBeUndefined();
      expect((await store.runs.claim('t', 'R1', at))?.head).toMatchObject({ status: 'parked' });
    });

    test('leaving said twice lets two in at no time', async () => {
      const { store } = await enterWith('R1', 'R2', 'R3');
      for (const id of ['R1', 'R2', 'R3']) await look(store, id);
      await leave(store, restOf('R1', { seq: 3, status: 'parked' }));
      expect(await look(store, 'R2', 3)).toBeUndefined();
      await leave(store, restOf('R1', { seq: 4, status: 'parked' }));
      expect(await store.runs.enterLane('t', 'R2')).toBeUndefined();
      expect(await store.runs.enterLane('t', 'R3')).toBe('R2');
    });

    test('the order and the turn outlive a death', async () => {
      const { store, die, leaseMs = 0 } = await enterWith('R1', 'R2', 'R3');
      await look(store, 'R1');
      await store.runs.claim('t', 'R2', at);
      await leave(store, { ...ended('R1'), seq: 3 });
      expect(await store.runs.enterLane('t', 'R2')).toBeUndefined();
      const next = await die();
      expect(idsOf(await next.runs.due(at + leaseMs, 10, none)).sort()).toEqual(['R2', 'R3']);
      expect(await next.runs.enterLane('t', 'R2')).toBeUndefined();
      expect(await next.runs.enterLane('t', 'R3')).toBe('R2');
    });

    test('a head says in which lane its run stands, until it has left it', async () => {
      const { store } = await enterWith('R1');
      expect((await store.runs.claim('t', 'R1', at))?.head).toEqual(headOf('R1', { lane: 'L' }));
      await store.runs.commit(commitOf(restOf('R1', { status: 'parked' }), { outbox: [leaves('R1')] }));
      expect((await store.runs.claim('t', 'R1', at))?.head).toEqual(restOf('R1', { status: 'parked' }));
    });
  });
}
