import { describe, expect, test } from 'vitest';
import type { RunStore } from '../../server/engine/ports.ts';
import { enter, type Open } from './home.ts';
import { at, commitOf, headOf, idsOf, orderOf, restOf, signalOf } from './samples.ts';

/** A run that waits under a key, given back. */
async function waiting(runs: RunStore, id: string, keys: string[]): Promise<void> {
  await runs.accept(orderOf(id));
  await runs.claim('t', id, at);
  await runs.commit(commitOf(restOf(id, { keys })));
}

const due = async (runs: RunStore, now = at + 1e9) => idsOf(await runs.due(now, 10, new Set()));

/** A signal and the wait for it find each other in either order. */
export function describeSignals(open: Open): void {
  describe('signal', () => {
    test('a signal wakes the run that waits under its key, and is there to be found', async () => {
      const { store, die } = await enter(open);
      await waiting(store.runs, 'R1', ['K1']);
      await waiting(store.runs, 'R2', ['K2']);
      expect(await due(store.runs)).toEqual([]);
      expect(await store.runs.signal(signalOf('S1', 'K1', { at: at + 5 }))).toEqual({ duplicate: false, woken: ['R1'] });
      const found = [{ id: 'S1', name: 'paid', key: 'K1', data: { id: 'S1' }, at: at + 5 }];
      for (const runs of [store.runs, (await die()).runs]) {
        expect(await due(runs, at + 4)).toEqual([]);
        expect(await due(runs, at + 5)).toEqual(['R1']);
        expect(await runs.signals('t', ['paid', 'other'], ['K0', 'K1'])).toEqual(found);
      }
    });

    test('a signal that came before the run is found when the run looks', async () => {
      const { store } = await enter(open);
      expect(await store.runs.signal(signalOf('S1', 'K1'))).toEqual({ duplicate: false, woken: [] });
      await waiting(store.runs, 'R1', ['K1']);
      expect((await store.runs.signals('t', ['paid'], ['K1'])).map(({ id }) => id)).toEqual(['S1']);
    });

    test('two runs with one key are both woken, ended ones are not', async () => {
      const { store } = await enter(open);
      for (const id of ['R1', 'R2', 'R3']) await waiting(store.runs, id, ['K1', 'K2']);
      await store.runs.commit(commitOf(restOf('R2', { seq: 3, status: 'completed', keys: ['K1', 'K2'] })));
      await store.runs.commit(commitOf(restOf('R3', { seq: 3, status: 'parked', keys: ['K1', 'K2'] })));
      expect((await store.runs.signal(signalOf('S1', 'K2'))).woken.sort()).toEqual(['R1', 'R3']);
      expect(await due(store.runs)).toEqual(['R1', 'R3']);
    });

    test('the id of a run is a key of it', async () => {
      const { store } = await enter(open);
      await waiting(store.runs, 'R1', []);
      await waiting(store.runs, 'R2', ['R1']);
      expect((await store.runs.signal(signalOf('S1', 'R1'))).woken.sort()).toEqual(['R1', 'R2']);
      await waiting(store.runs, 'R3', ['R3']);
      expect((await store.runs.signal(signalOf('S2', 'R3'))).woken).toEqual(['R3']);
    });

    test('a signal sent twice is one signal, and wakes once', async () => {
      const { store } = await enter(open);
      await waiting(store.runs, 'R1', ['K1']);
      await store.runs.signal(signalOf('S1', 'K1'));
      await store.runs.claim('t', 'R1', at);
      await store.runs.commit(commitOf(restOf('R1', { seq: 3, keys: ['K1'] })));
      expect(await store.runs.signal(signalOf('S1', 'K1', { data: 'other', at: at + 9 }))).toEqual({ duplicate: true, woken: [] });
      expect(await due(store.runs)).toEqual([]);
      expect((await store.runs.signals('t', ['paid'], ['K1'])).map(({ data }) => data)).toEqual([{ id: 'S1' }]);
    });

    test.each([
      ['name', signalOf('S1', 'K1', { name: 'refunded' })],
      ['key', signalOf('S1', 'K2')],
      ['tenant', signalOf('S1', 'K1', { tenant: 'u' })],
    ])('the same id under another %s is another signal', async (_, other) => {
      const { store } = await enter(open);
      await store.runs.signal(signalOf('S1', 'K1'));
      expect((await store.runs.signal(other)).duplicate).toBe(false);
      expect(await store.runs.signals(other.tenant, [other.name], [other.key])).toHaveLength(1);
      expect(await store.runs.signals('t', ['paid'], ['K1'])).toHaveLength(1);
    });

    test('signals are found oldest first, those of one instant by id', async () => {
      const { store } = await enter(open);
      for (const [id, key, when] of [
        ['S3', 'K1', 2],
        ['S1', 'K2', 3],
        ['S2', 'K1', 1],
        ['S0', 'K1', 2],
      ] as const)
        await store.runs.signal(signalOf(id, key, { at: at + when }));
      expect((await store.runs.signals('t', ['paid'], ['K1', 'K2'])).map(({ id }) => id)).toEqual(['S2', 'S0', 'S3', 'S1']);
      expect(await store.runs.signals('t', [], ['K1'])).toEqual([]);
      expect(await store.runs.signals('t', ['paid'], [])).toEqual([]);
    });

    test('a key that a later commit attaches counts from then on', async () => {
      const { store, die } = await enter(open);
      await waiting(store.runs, 'R1', ['K1']);
      await store.runs.commit(commitOf(restOf('R1', { seq: 3, keys: ['K1', 'K2'] })));
      const next = await die();
      expect((await next.runs.signal(signalOf('S1', 'K2'))).woken).toEqual(['R1']);
    });

    test.each([
      ['commits at rest', (runs: RunStore) => runs.commit(commitOf(restOf('R1', { keys: ['K1'] })))],
      ['gives it back', (runs: RunStore) => runs.release('t', ['R1'])],
    ])('a signal that comes while a run is held keeps it due after its holder %s', async (_, leave) => {
      const { store, die } = await enter(open);
      await store.runs.accept(orderOf('R1', { keys: ['K1'], wakeAt: at + 1e9, status: 'waiting' }));
      await store.runs.claim('t', 'R1', at);
      expect((await store.runs.signal(signalOf('S1', 'K1'))).woken).toEqual(['R1']);
      await leave(store.runs);
      expect(await due(store.runs, at)).toEqual(['R1']);
      expect(await due((await die()).runs, at)).toEqual(['R1']);
    });

    test('a signal the holder saw when it claimed does not make the run due again', async () => {
      const { store } = await enter(open);
      await waiting(store.runs, 'R1', ['K1']);
      await store.runs.signal(signalOf('S1', 'K1'));
      await store.runs.claim('t', 'R1', at);
      await store.runs.commit(commitOf(headOf('R1', { status: 'waiting', seq: 3, wakeAt: at + 50, keys: ['K1'] })));
      expect(await due(store.runs, at + 49)).toEqual([]);
      expect(await due(store.runs, at + 50)).toEqual(['R1']);
    });
  });
}
