import { describe, expect, test } from 'vitest';
import type { RunStore } from '../../server/engine/ports.ts';
import { enter, type Open } from './home.ts';
import { at, commitOf, idsOf, orderOf, requestOf, restOf } from './samples.ts';

/** A person's wish waits beside the run until a commit answers it. */
export function describeRequests(open: Open): void {
  describe('ask', () => {
    test('a wish makes an idle run due, and stands until the commit that takes it', async () => {
      const { store, die } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.commit(commitOf(restOf('R1')));
      const wish = requestOf('R1', 'Q1', { kind: 'retry', at: at + 5, step: 'pay', patch: { amount: '1.00' } });
      await store.runs.ask(wish);
      expect(idsOf(await store.runs.due(at + 4, 10, new Set()))).toEqual([]);
      const next = await die();
      expect(idsOf(await next.runs.due(at + 5, 10, new Set()))).toEqual(['R1']);
      expect((await next.runs.claim('t', 'R1', at))?.requests).toEqual([wish]);
      await next.runs.commit(commitOf(restOf('R1', { seq: 3 }), { taken: ['Q1'] }));
      expect(await next.runs.requests('t', 'R1')).toEqual([]);
      expect(await next.runs.due(at + 1e9, 10, new Set())).toEqual([]);
      expect((await next.runs.claim('t', 'R1', at))?.requests).toEqual([]);
    });

    test('a wish that comes while the run is held is seen by its holder', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      await store.runs.ask(requestOf('R1', 'Q1'));
      expect((await store.runs.requests('t', 'R1')).map(({ id }) => id)).toEqual(['Q1']);
      await store.runs.commit(commitOf(restOf('R1'), { taken: ['Q1'] }));
      expect(await store.runs.due(at + 1e9, 10, new Set())).toEqual([]);
    });

    test('a wish that the holder did not take keeps the run due', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.claim('t', 'R1', at);
      await store.runs.ask(requestOf('R1', 'Q1', { at: at + 3 }));
      await store.runs.commit(commitOf(restOf('R1')));
      expect(idsOf(await store.runs.due(at + 3, 10, new Set()))).toEqual(['R1']);
      await store.runs.claim('t', 'R1', at);
      await store.runs.release('t', ['R1']);
      expect(idsOf(await store.runs.due(at + 3, 10, new Set()))).toEqual(['R1']);
      expect((await store.runs.claim('t', 'R1', at))?.requests.map(({ id }) => id)).toEqual(['Q1']);
    });

    test('of two wishes the one that is left says when the run is due', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.commit(commitOf(restOf('R1')));
      await store.runs.ask(requestOf('R1', 'Q2', { at: at + 20 }));
      await store.runs.ask(requestOf('R1', 'Q1', { at: at + 10 }));
      expect((await store.runs.claim('t', 'R1', at))?.requests.map(({ id }) => id)).toEqual(['Q1', 'Q2']);
      await store.runs.commit(commitOf(restOf('R1', { seq: 3 }), { taken: ['Q1'] }));
      expect(await store.runs.due(at + 19, 10, new Set())).toEqual([]);
      expect(idsOf(await store.runs.due(at + 20, 10, new Set()))).toEqual(['R1']);
    });

    test('a commit on another run takes nothing from this one', async () => {
      const { store } = await enter(open);
      for (const id of ['R1', 'R2']) await store.runs.accept(orderOf(id));
      for (const id of ['R1', 'R2']) await store.runs.ask(requestOf(id, 'Q1'));
      await store.runs.commit(commitOf(restOf('R2'), { taken: ['Q1'] }));
      expect(await store.runs.requests('t', 'R1')).toHaveLength(1);
      expect(await store.runs.requests('t', 'R2')).toEqual([]);
    });

    test('a conflict takes no wish', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.ask(requestOf('R1', 'Q1'));
      expect(await store.runs.commit(commitOf(restOf('R1', { seq: 5 }), { taken: ['Q1'] }))).toBe('conflict');
      expect(await store.runs.requests('t', 'R1')).toHaveLength(1);
    });

    test('the same wish twice is one wish, as first said; a wish for an unknown run is none', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      await store.runs.ask(requestOf('R1', 'Q1'));
      await store.runs.ask(requestOf('R1', 'Q1', { reason: 'again', at: at - 1 }));
      expect(await store.runs.requests('t', 'R1')).toEqual([requestOf('R1', 'Q1')]);
      await store.runs.ask(requestOf('R9', 'Q1'));
      expect(await store.runs.requests('t', 'R9')).toEqual([]);
      expect(await store.runs.requests('u', 'R1')).toEqual([]);
    });

    test('wishes of one instant stand by their ids', async () => {
      const { store } = await enter(open);
      await store.runs.accept(orderOf('R1'));
      for (const id of ['Q3', 'Q1', 'Q2']) await store.runs.ask(requestOf('R1', id));
      expect((await store.runs.requests('t', 'R1')).map(({ id }) => id)).toEqual(['Q1', 'Q2', 'Q3']);
      expect((await store.runs.claim('t', 'R1', at))?.requests.map(({ id }) => id)).toEqual(['Q1', 'Q2', 'Q3']);
    });

    test.each([
      ['asked', (runs: RunStore) => runs.ask(requestOf('R1', 'Q1'))],
      ['caused by another run', (runs: RunStore) => runs.commit(commitOf(restOf('R2'), { outbox: [{ kind: 'ask', request: requestOf('R1', 'Q1') }] }))],
    ])('a wish on its way, %s, is not lost on somebody who claims the run meanwhile', async (_, ask) => {
      const { store } = await enter(open);
      for (const id of ['R1', 'R2']) await store.runs.accept(orderOf(id));
      const asked = ask(store.runs);
      await store.runs.claim('t', 'R1', at); // may be too early to see it
      await asked;
      await store.runs.release('t', ['R1']);
      expect((await store.runs.claim('t', 'R1', at))?.requests.map(({ id }) => id)).toEqual(['Q1']);
    });
  });
}
