import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../server/engine/ports.ts';
import { enter, type Open } from './home.ts';
import { at, commitOf, hashOf, idsOf, orderOf, requestOf, restOf, scheduled, signalOf, startOf, taskOf } from './samples.ts';

const child = { ...startOf('C1', { parent: 'R1', keys: ['K9'] }), payloads: [{ hash: hashOf(1), json: '"input"' }] };

/** What a commit causes elsewhere is there with it, and there once however often it is said. */
export function describeOutbox(open: Open): void {
  /** A store with waiting runs R1 and R2; `say` commits the outbox as the next stroke of R1. */
  const enterWaiting = async () => {
    const home = await enter(open);
    for (const id of ['R1', 'R2']) await home.store.runs.accept(orderOf(id));
    await home.store.runs.commit(commitOf(restOf('R2', { keys: ['K2'] })));
    let seq = 1;
    const say = async (...outbox: Outbox[]) => {
      seq += 1;
      expect(await home.store.runs.commit(commitOf(restOf('R1', { seq }), { outbox }))).toBe('done');
    };
    return { ...home, say };
  };

  describe('outbox', () => {
    test('a child run is started once, as first said', async () => {
      const { store, say } = await enterWaiting();
      await say({ kind: 'start', start: child });
      expect(idsOf(await store.runs.due(at, 10, new Set()))).toEqual(['C1']);
      await store.runs.commit(commitOf(restOf('C1')));
      await say({ kind: 'start', start: child }, { kind: 'start', start: startOf('C1', { keys: ['other'] }) });
      expect((await store.runs.log('t', 'C1')).map(({ seq }) => seq)).toEqual([1, 2]);
      expect(await store.runs.payload('t', 'C1', hashOf(1))).toBe('"input"');
      expect(await store.runs.payload('t', 'R1', hashOf(1))).toBeUndefined();
      expect((await store.reads.runs('t', { key: 'other' })).items).toEqual([]);
      expect(await store.runs.due(at, 10, new Set())).toEqual([]);
    });

    test('a signal is stored and wakes once', async () => {
      const { store, say } = await enterWaiting();
      await say({ kind: 'signal', signal: signalOf('S1', 'K2') });
      expect(idsOf(await store.runs.due(at, 10, new Set()))).toEqual(['R2']);
      await store.runs.claim('t', 'R2', at);
      await store.runs.commit(commitOf(restOf('R2', { seq: 3, keys: ['K2'] })));
      await say({ kind: 'signal', signal: signalOf('S1', 'K2') });
      expect(await store.runs.due(at, 10, new Set())).toEqual([]);
      expect(await store.runs.signals('t', ['paid'], ['K2'])).toHaveLength(1);
    });

    test('a signal to its own key keeps the run due', async () => {
      const { store, say } = await enterWaiting();
      await say({ kind: 'signal', signal: signalOf('S1', 'R1') });
      expect(idsOf(await store.runs.due(at, 10, new Set()))).toEqual(['R1']);
    });

    test('a task is opened once, and opening it again undoes nobody’s work', async () => {
      const { store, say } = await enterWaiting();
      await say({ kind: 'task', task: taskOf('T1') });
      expect(await store.reads.task('t', 'T1')).toEqual(taskOf('T1'));
      await store.reads.updateTask('t', taskOf('T1', { status: 'claimed', claimedBy: 'ada' }), 'open');
      await say({ kind: 'task', task: taskOf('T1') });
      expect((await store.reads.task('t', 'T1'))?.claimedBy).toBe('ada');
    });

    test('what time does to a task is noted once and in its order, and stands beside what people do', async () => {
      const { store, say } = await enterWaiting();
      const moves = (no: number, role = 'finance') => ({ no, role, reminded: Array.from({ length: no }, (_, n) => at + n), escalated: [] });
      const move = (no: number, role?: string) => ({ kind: 'task.move' as const, id: 'T1', moves: moves(no, role) });
      await say(move(1));
      expect(await store.reads.task('t', 'T1')).toBeUndefined();
      await say({ kind: 'task', task: taskOf('T1') });
      await say(move(1));
      const seen = (await store.reads.task('t', 'T1'))!;
      await say(move(2, 'lead'));
      for (const late of [move(1), move(2, 'lead')]) await say(late);
      expect(await store.reads.task('t', 'T1')).toEqual(taskOf('T1', { role: 'lead', moves: moves(2, 'lead') }));
      expect((await store.reads.tasks('t', { role: 'lead' })).items).toEqual([taskOf('T1', { role: 'lead', moves: moves(2, 'lead') })]);
      expect((await store.reads.tasks('t', { role: 'finance' })).items).toEqual([]);
      // Ada saw it before it moved on.
      await store.reads.updateTask('t', { ...seen, status: 'claimed', claimedBy: 'ada', claimedById: 'p1' }, 'open');
      expect(await store.reads.task('t', 'T1')).toEqual(
        taskOf('T1', { status: 'claimed', claimedBy: 'ada', claimedById: 'p1', role: 'lead', moves: moves(2, 'lead') }),
      );
      await store.reads.updateTask('t', taskOf('T1'), 'claimed');
      expect(await store.reads.task('t', 'T1')).toEqual(taskOf('T1', { role: 'lead', moves: moves(2, 'lead') }));
    });

    test('a task nobody completed is withdrawn; a completed one stays so; an unknown one is nothing', async () => {
      const { store, say } = await enterWaiting();
      await say({ kind: 'task', task: taskOf('T1') }, { kind: 'task', task: taskOf('T2') });
      await store.reads.updateTask('t', taskOf('T2', { status: 'completed', completedBy: 'ada' }), 'open');
      for (let time = 0; time < 2; time += 1) await say(...['T1', 'T2', 'T9'].map((id) => ({ kind: 'task.close', id, at }) as const));
      expect((await store.reads.task('t', 'T1'))?.status).toBe('canceled');
      expect((await store.reads.task('t', 'T2'))?.status).toBe('completed');
      expect(await store.reads.task('t', 'T9')).toBeUndefined();
    });

    test('a wish for another run is stored once and makes it due', async () => {
      const { store, say } = await enterWaiting();
      const ask = { kind: 'ask', request: requestOf('R2', 'Q1') } as const;
      await say(ask, ask);
      await say(ask);
      expect(idsOf(await store.runs.due(at, 10, new Set()))).toEqual(['R2']);
      expect((await store.runs.claim('t', 'R2', at))?.requests).toEqual([ask.request]);
    });

    test('a commit that is refused causes nothing', async () => {
      const { store } = await enterWaiting();
      const outbox: Outbox[] = [
        { kind: 'start', start: child },
        { kind: 'signal', signal: signalOf('S1', 'K2') },
        { kind: 'task', task: taskOf('T1') },
        { kind: 'ask', request: requestOf('R2', 'Q1') },
      ];
      expect(await store.runs.commit(commitOf(restOf('R1', { seq: 7 }), { outbox }))).toBe('conflict');
      expect(await store.reads.run('t', 'C1')).toBeUndefined();
      expect(await store.reads.task('t', 'T1')).toBeUndefined();
      expect(await store.runs.signals('t', ['paid'], ['K2'])).toEqual([]);
      expect(await store.runs.requests('t', 'R2')).toEqual([]);
    });

    test('all of it survives a death', async () => {
      const { say, die } = await enterWaiting();
      await say({ kind: 'start', start: child }, { kind: 'task', task: taskOf('T1') }, { kind: 'ask', request: requestOf('R2', 'Q1') });
      const next = await die();
      expect((await next.runs.claim('t', 'C1', at))?.head).toEqual(child.head);
      expect(await next.reads.task('t', 'T1')).toEqual(taskOf('T1'));
      expect((await next.runs.claim('t', 'R2', at))?.requests.map(({ id }) => id)).toEqual(['Q1']);
    });
  });

  describe('late findings', () => {
    test('are shown beside the log and move nothing', async () => {
      const { store, die } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.commit(commitOf(restOf('R1', { status: 'completed' })));
      await store.runs.late('t', 'R1', [scheduled('pay')]);
      await store.runs.late('t', 'R1', [scheduled('ship'), scheduled('bill')]);
      await store.runs.late('t', 'R9', [scheduled('pay')]);
      for (const { runs, reads } of [store, await die()]) {
        const run = await reads.run('t', 'R1');
        expect(run?.late).toEqual([
          { seq: 2, at, author: 'late', events: [scheduled('pay')] },
          { seq: 2, at, author: 'late', events: [scheduled('ship'), scheduled('bill')] },
        ]);
        expect(run?.commits).toHaveLength(2);
        expect(await runs.log('t', 'R1')).toHaveLength(2);
        expect(await runs.due(at + 1e9, 10, new Set())).toEqual([]);
      }
    });
  });
}
