import { describe, expect, test } from 'vitest';
import { enter, type Open } from './home.ts';
import { at, commitOf, headOf, idsOf, orderOf, requestOf, restOf, signalOf } from './samples.ts';

const none = new Set<string>();

/** Who holds a run, which runs must be looked at, and what is known of a holder that died. */
export function describeClaims(open: Open): void {
  describe('claim', () => {
    test('a run is held by one at a time, until its holder commits at rest', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      expect(await store.runs.claim('t', 'R1', at)).toBeDefined();
      expect(await store.runs.claim('t', 'R1', at)).toBeUndefined();
      await store.runs.commit(commitOf(headOf('R1', { seq: 2 }), { release: false }));
      expect(await store.runs.claim('t', 'R1', at)).toBeUndefined();
      expect(await store.runs.due(at + 1, 10, none)).toEqual([]);
      await store.runs.commit(commitOf(headOf('R1', { seq: 3 })));
      expect((await store.runs.claim('t', 'R1', at))?.head.seq).toBe(3);
    });

    test('an unknown run, a run of another tenant and an ended run are not given out', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.accept(orderOf('R2'));
      await store.runs.commit(commitOf(restOf('R1', { status: 'completed', endedAt: at })));
      await store.runs.commit(commitOf(restOf('R2', { status: 'canceled', endedAt: at })));
      for (const [tenant, id] of [
        ['t', 'R9'],
        ['u', 'R1'],
        ['t', 'R1'],
        ['t', 'R2'],
      ] as const)
        expect(await store.runs.claim(tenant, id, at)).toBeUndefined();
      expect(await store.runs.due(at + 1e9, 10, none)).toEqual([]);
    });

    test('an ended run that somebody asked something of is given out once more, to be answered', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.commit(commitOf(restOf('R1', { status: 'completed', endedAt: at })));
      await store.runs.ask(requestOf('R1', 'Q1'));
      expect((await store.runs.claim('t', 'R1', at))?.requests.map(({ id }) => id)).toEqual(['Q1']);
    });

    test('a run given back without a commit is due as its head says', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.accept(orderOf('R2', { wakeAt: at + 500 }));
      for (const id of ['R1', 'R2']) await store.runs.claim('t', id, at);
      expect(await store.runs.due(at + 500, 10, none)).toEqual([]);
      await store.runs.release('t', ['R1', 'R2', 'R9']);
      expect(idsOf(await store.runs.due(at, 10, none))).toEqual(['R1']);
      expect(idsOf(await store.runs.due(at + 500, 10, none))).toEqual(['R1', 'R2']);
      expect((await store.runs.claim('t', 'R1', at))?.head.seq).toBe(1);
    });

    test('a run given back before anybody looked at what it was due for is due again at once', async () => {
      const { store } = await enter(open);
      const heads = [
        restOf('R1', { keys: ['K1'] }),
        restOf('R2', { status: 'parked' }),
        restOf('R3', { wakeAt: at + 1e9 }),
        restOf('R4', { status: 'completed' }),
      ];
      for (const head of heads) await store.runs.accept(orderOf(head.id));
      for (const head of heads) await store.runs.commit(commitOf(head));
      await store.runs.signal(signalOf('S1', 'K1'));
      for (const { id } of heads) await store.runs.claim('t', id, at);
      await store.runs.release('t', ['R1', 'R2', 'R3', 'R4'], true);
      expect(idsOf(await store.runs.due(at, 10, none))).toEqual(['R1', 'R2', 'R3']);
      for (const { id } of heads) await store.runs.claim('t', id, at);
      await store.runs.release('t', ['R1', 'R2', 'R3', 'R4']);
      expect(await store.runs.due(at, 10, none)).toEqual([]);
    });

    test('giving back what one does not hold takes nothing from anybody', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      await store.runs.release('u', ['R1']);
      expect(await store.runs.claim('t', 'R1', at)).toBeUndefined();
    });

    test('what one worker holds it goes on holding', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      expect(await store.runs.renew('t', ['R1'])).toEqual({ lost: [], rung: [] });
    });
  });

  describe('due', () => {
    test('runs are due oldest first, those of one instant in order of arrival, none of those left out, as many as asked', async () => {
      const { store } = await enter(open);
      for (const [id, wakeAt] of [
        ['R1', at + 30],
        ['R2', at + 10],
        ['R3', at + 20],
        ['R4', at + 10],
      ] as const)
        await store.runs.accept(orderOf(id, { wakeAt }));
      const due = async (now: number, limit: number, except: string[]) => idsOf(await store.runs.due(now, limit, new Set(except)));
      expect(await due(at + 9, 10, [])).toEqual([]);
      expect(await due(at + 20, 10, [])).toEqual(['R2', 'R4', 'R3']);
      expect(await due(at + 30, 2, [])).toEqual(['R2', 'R4']);
      expect(await due(at + 30, 2, ['R2', 'R3', 'R9'])).toEqual(['R4', 'R1']);
      await store.runs.claim('t', 'R2', at + 10);
      expect(await due(at + 30, 2, ['R3'])).toEqual(['R4', 'R1']);
    });

    test('a flood of one flow hides no other: where more is due than asked for, flows take turns', async () => {
      const { store } = await enter(open);
      for (let n = 0; n < 30; n += 1) await store.runs.accept(orderOf(`A${n}`, { flow: 'flood', wakeAt: at + n }));
      for (const [id, flow] of [
        ['B1', 'aaa'],
        ['C1', 'zzz'],
        ['D1', 'floods'],
      ] as const)
        await store.runs.accept(orderOf(id, { flow, wakeAt: at + 100 }));
      const due = async (limit: number, except: string[] = []) => idsOf(await store.runs.due(at + 200, limit, new Set(except)));
      expect(await due(6)).toEqual(['A0', 'A1', 'A2', 'B1', 'C1', 'D1']);
      expect(await due(6, ['A0', 'C1'])).toEqual(['A1', 'A2', 'A3', 'A4', 'B1', 'D1']);
      expect(await due(100)).toHaveLength(33);
      expect(idsOf(await store.runs.due(at + 50, 4, none))).toEqual(['A0', 'A1', 'A2', 'A3']);
      expect((await store.runs.due(at + 200, 6, none)).at(-1)).toEqual({ tenant: 't', runId: 'D1', flow: 'floods' });
    });

    test('a run at rest is due at its time; one that only waits, is parked or ended never is', async () => {
      const { store } = await enter(open);
      const heads = [
        restOf('R1', { wakeAt: at + 10 }),
        restOf('R2'),
        restOf('R3', { status: 'parked' }),
        restOf('R4', { status: 'completed' }),
        restOf('R5', { status: 'running' }),
      ];
      for (const head of heads) await store.runs.accept(orderOf(head.id));
      for (const head of heads) await store.runs.commit(commitOf(head));
      expect(idsOf(await store.runs.due(at + 1e9, 10, none))).toEqual(['R5', 'R1']);
    });

    test('the next instant at which something is due is known', async () => {
      const { store } = await enter(open);
      expect(await store.runs.nextDue(at)).toBeUndefined();
      for (const [id, wakeAt] of [
        ['R1', at],
        ['R2', at + 700],
        ['R3', at + 600],
      ] as const)
        await store.runs.accept(orderOf(id, { wakeAt }));
      expect(await store.runs.nextDue(at)).toBe(at + 600);
      expect(await store.runs.nextDue(at + 600)).toBe(at + 700);
      expect(await store.runs.nextDue(at + 700)).toBeUndefined();
    });
  });

  describe('a death', () => {
    test('leaves every held run due, whatever its head was waiting for', async () => {
      const { store, die, leaseMs = 0 } = await enter(open);
      for (const id of ['R1', 'R2', 'R3']) await store.runs.accept(orderOf(id));
      for (const id of ['R1', 'R2']) await store.runs.claim('t', id, at);
      await store.runs.commit(commitOf(restOf('R2', { wakeAt: at + 1e9 }), { release: false }));
      await store.runs.commit(commitOf(restOf('R3', { wakeAt: at + 1e9 })));
      const next = await die();
      expect(idsOf(await next.runs.due(at + leaseMs, 10, none))).toEqual(['R1', 'R2']);
      expect((await next.runs.claim('t', 'R2', at))?.unclean).toBe(leaseMs > 0);
    });

    test('makes a run with a call out suspect until somebody has written to it', async () => {
      const { store, die, leaseMs = 0 } = await enter(open);
      for (const id of ['R1', 'R2']) await store.runs.accept(orderOf(id));
      for (const id of ['R1', 'R2']) await store.runs.claim('t', id, at);
      await store.runs.commit(commitOf(headOf('R1', { seq: 2, inFlight: true }), { release: false }));
      const next = await die();
      expect((await next.runs.claim('t', 'R2', at))?.unclean).toBe(leaseMs > 0);
      expect((await next.runs.claim('t', 'R1', at))?.unclean).toBe(true);
      await next.runs.release('t', ['R1']);
      expect((await next.runs.claim('t', 'R1', at))?.unclean).toBe(true);
      await next.runs.commit(commitOf(headOf('R1', { seq: 3, inFlight: true })));
      expect((await next.runs.claim('t', 'R1', at))?.unclean).toBe(false);
    });

    test('forgets a call that came back before', async () => {
      const { store, die, leaseMs = 0 } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      await store.runs.commit(commitOf(headOf('R1', { seq: 2, inFlight: true }), { release: false }));
      await store.runs.commit(commitOf(headOf('R1', { seq: 3 }), { release: false }));
      expect((await (await die()).runs.claim('t', 'R1', at))?.unclean).toBe(leaseMs > 0);
    });
  });
}
