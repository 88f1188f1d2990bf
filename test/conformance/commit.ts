import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../server/engine/events.ts';
import type { RunStore } from '../../server/engine/ports.ts';
import { enter, type Open } from './home.ts';
import { at, commitOf, countOf, hashOf, headOf, orderOf, requestOf, restOf, scheduled, startOf } from './samples.ts';

const seqsOf = async (runs: RunStore, id: string) => (await runs.log('t', id)).map(({ seq }) => seq);

/** One stroke on one run: the next in order, or not at all. */
export function describeCommit(open: Open): void {
  describe('commit', () => {
    test('commits stand in the log in their order, each with its author and instant', async () => {
      const { store, die } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      for (const seq of [2, 3, 4]) {
        const commit = commitOf(headOf('R1', { seq, updatedAt: at + seq }), { release: seq === 4 });
        expect(await store.runs.commit(commit)).toBe('done');
      }
      const log = [2, 3, 4].map((seq) => ({ seq, at: at + seq, author: `w1/${seq}`, events: [scheduled(`step${seq}`)] }));
      expect(await store.runs.log('t', 'R1', 1)).toEqual(log);
      expect(await store.runs.log('t', 'R1', 3)).toEqual(log.slice(2));
      const next = await die();
      expect(await next.runs.log('t', 'R1', 1)).toEqual(log);
      expect((await next.runs.claim('t', 'R1', at))?.head).toEqual(headOf('R1', { seq: 4, updatedAt: at + 4 }));
    });

    test('a commit may move a run to another version: claims, lists and what is found after a death say so, each figure stays with its own', async () => {
      const { store, die } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.ask(requestOf('R1', 'Q1', { kind: 'move', version: 'v2' }));
      expect((await store.runs.claim('t', 'R1', at))?.requests).toEqual([requestOf('R1', 'Q1', { kind: 'move', version: 'v2' })]);
      const counted = (version: string) => [countOf('order', { version })];
      await store.runs.commit(commitOf(restOf('R1'), { counts: counted('v1'), release: false }));
      const moved: RunEvent = { type: 'run.moved', at, from: 'v1', to: 'v2', by: 'ada', reason: '' };
      await store.runs.commit(commitOf(restOf('R1', { seq: 3, version: 'v2' }), { events: [moved], taken: ['Q1'], release: false }));
      await store.runs.commit(commitOf(restOf('R1', { seq: 4, version: 'v2' }), { counts: counted('v2') }));
      const next = await die();
      expect((await next.reads.runs('t', { flow: 'orders' })).items.map(({ version }) => version)).toEqual(['v2']);
      expect((await next.reads.run('t', 'R1'))?.head.version).toBe('v2');
      for (const version of ['v1', 'v2']) expect((await next.reads.counts('t', { flow: 'orders', version, from: at, to: at + 60_000 }))[0]?.started).toBe(1);
      const claim = await next.runs.claim('t', 'R1', at);
      expect(claim?.head.version).toBe('v2');
      expect(claim?.requests).toEqual([]);
      expect(claim?.commits.flatMap(({ events }) => events)).toContainEqual(moved);
    });

    test.each([
      ['leaves a hole', 3],
      ['stands on a number that another commit has', 1],
      ['counts from the start again', 0],
    ])('a commit that %s is a conflict and changes nothing', async (_, seq) => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1', { keys: ['K1'] }));
      await store.runs.claim('t', 'R1', at);
      const payloads = [{ hash: hashOf(1), json: '"lost"' }];
      expect(await store.runs.commit(commitOf(headOf('R1', { seq, keys: ['K2'], status: 'parked' }), { payloads }))).toBe('conflict');
      expect(await seqsOf(store.runs, 'R1')).toEqual([1]);
      expect(await store.runs.payload('t', 'R1', hashOf(1))).toBeUndefined();
      expect((await store.reads.runs('t', { key: 'K2' })).items).toEqual([]);
      expect((await store.reads.run('t', 'R1'))?.head.status).toBe('running');
    });

    test('of two commits on one number the first wins, and the loser no longer holds the run', async () => {
      const { store, leaseMs } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      const commits = ['winner', 'loser'].map((author) => store.runs.commit(commitOf(headOf('R1', { seq: 2 }), { author, release: false })));
      expect(await Promise.all(commits)).toEqual(['done', 'conflict']);
      expect((await store.runs.log('t', 'R1', 1)).map(({ author }) => author)).toEqual(['winner']);
      // With leases the two are two lives, and the winner holds on.
      if (leaseMs === undefined) expect((await store.runs.claim('t', 'R1', at))?.head.seq).toBe(2);
    });

    test('a holder that never heard back finds its own commit by its author, and repeating it does no harm', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      const commit = commitOf(headOf('R1', { seq: 2 }), { author: 'w7/41', release: false });
      await store.runs.commit(commit); // the answer never arrives
      const log = await store.runs.log('t', 'R1', 1);
      expect(log.map(({ author }) => author)).toEqual(['w7/41']);
      expect(await store.runs.commit(commit)).toBe('conflict');
      expect(await store.runs.log('t', 'R1', 1)).toEqual(log);
    });

    test('a first commit may begin the run, and only as number 1', async () => {
      const { store } = await enter(open);
      expect(await store.runs.commit(commitOf(headOf('R1', { seq: 2 })))).toBe('conflict');
      expect(await store.runs.commit(commitOf(headOf('R1', { seq: 1, keys: ['K1'] })))).toBe('done');
      expect(await store.runs.commit(commitOf(headOf('R1', { seq: 1 })))).toBe('conflict');
      expect((await store.reads.runs('t', { key: 'K1' })).items.map(({ id }) => id)).toEqual(['R1']);
    });

    test('a run that has no log yet takes commit 1', async () => {
      const { store } = await enter(open);
      await store.runs.accept({ ...orderOf('D1'), starts: [{ ...startOf('R1', { seq: 0 }), events: [] }] });
      await store.runs.claim('t', 'R1', at);
      expect(await store.runs.commit(commitOf(headOf('R1', { seq: 1 })))).toBe('done');
      expect(await seqsOf(store.runs, 'R1')).toEqual([1]);
    });

    test('runs of one id in two tenants have a log each', async () => {
      const { store } = await enter(open);
      for (const tenant of ['t', 'u']) await store.runs.commit(commitOf(headOf('R1', { tenant })));
      await store.runs.commit(commitOf(headOf('R1', { tenant: 'u', seq: 2 })));
      expect(await seqsOf(store.runs, 'R1')).toEqual([1]);
      expect(await store.runs.log('u', 'R1')).toHaveLength(2);
    });

    test('many runs commit side by side and none takes the place of another', async () => {
      const { store } = await enter(open);
      const ids = Array.from({ length: 100 }, (_, no) => `R${no}`);
      await Promise.all(ids.map((id) => store.runs.accept(orderOf(id))));
      for (const seq of [2, 3]) {
        const answers = await Promise.all(ids.map((id) => store.runs.commit(commitOf(restOf(id, { seq })))));
        expect(new Set(answers)).toEqual(new Set(['done']));
      }
      for (const id of ids) expect(await seqsOf(store.runs, id)).toEqual([1, 2, 3]);
    });
  });
}
