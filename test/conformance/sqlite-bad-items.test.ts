/** Items of many callers share one write: a bad one fails alone, and what the writer remembers stays true. */
import { expect, test } from 'vitest';
import type { Commit, Delivery } from '../../server/engine/ports.ts';
import { enter } from './home.ts';
import { at, commitOf, countOf, deliveryOf, hashOf, headOf, idsOf, orderOf, requestOf, restOf, signalOf, startOf } from './samples.ts';
import { openSqlite } from './sqlite-home.ts';

const broken = undefined as unknown as string;

const badCommits: [name: string, more: Partial<Commit>][] = [
  ['without a value', { payloads: [{ hash: hashOf(1), json: broken }] }],
  ['without an author', { author: broken }],
  ['with money that is no number in its second figure', { counts: [countOf('pay'), countOf('ask', { started: 100, money: { EUR: '1', SEK: '1.5' } })] }],
  ['whose child run has no flow', { outbox: [{ kind: 'start', start: startOf('C1', { flow: broken }) }] }],
];

test.each(badCommits)('a commit %s fails alone, and its run goes on from where it stood', async (_, more) => {
  const { store, die } = await enter(openSqlite);
  const { runs, reads } = store;
  await runs.accept(orderOf('R1', { keys: ['K1'] }));
  await runs.accept(orderOf('R2'));
  await runs.ask(requestOf('R1', 'Q1'));
  await runs.claim('t', 'R1', at);
  const bad = commitOf(restOf('R1', { seq: 2, keys: ['K1', 'K2'] }), {
    taken: ['Q1'],
    payloads: [{ hash: hashOf(2), json: '"lost"' }],
    counts: [countOf('pay')],
    ...more,
  });
  const answers = await Promise.allSettled([
    ...['A1', 'A2'].map((id) => runs.accept(orderOf(id))),
    runs.commit(commitOf(restOf('R2'), { counts: [countOf('pay')] })),
    runs.signal(signalOf('S1', 'A1')),
    runs.commit(bad),
    runs.ask(requestOf('A2', 'Q2')),
    ...['A3', 'A4'].map((id) => runs.accept(orderOf(id))),
    runs.commit(commitOf(restOf('A1'), { counts: [countOf('pay')] })),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map((_, place) => (place === 4 ? 'rejected' : 'fulfilled')));

  const check = async ({ runs, reads }: typeof store) => {
    expect(await runs.log('t', 'R1')).toHaveLength(1);
    expect((await runs.requests('t', 'R1')).map(({ id }) => id)).toEqual(['Q1']);
    expect((await reads.runs('t', { key: 'K2' })).items).toEqual([]);
    expect(await reads.run('t', 'C1')).toBeUndefined();
    expect((await reads.runs('t', {})).items.map(({ id }) => id)).toEqual(['A4', 'A3', 'A2', 'A1', 'R2', 'R1']);
    expect((await reads.counts('t', { flow: 'orders', from: at, to: at + 60_000 })).map(({ node, started }) => [node, started])).toEqual([['pay', 2]]);
  };
  await check(store);
  await check(await die());

  // The memory at the desk: numbers, keys, values, wishes and figures are as if the bad one had never come.
  expect(await runs.commit(commitOf(restOf('R1', { seq: 3 })))).toBe('conflict');
  expect(await runs.payload('t', 'R1', hashOf(2))).toBeUndefined();
  const good = commitOf(restOf('R1', { seq: 2, keys: ['K1', 'K2'] }), { payloads: [{ hash: hashOf(2), json: '"kept"' }], counts: [countOf('pay')] });
  expect(await runs.commit(good)).toBe('done');
  expect(await runs.payload('t', 'R1', hashOf(2))).toBe('"kept"');
  expect((await runs.signal(signalOf('S2', 'K2'))).woken).toEqual(['R1']);
  expect(idsOf(await runs.due(at, 10, new Set()))).toEqual(['R1', 'A1', 'A2', 'A3', 'A4']);
  expect((await reads.counts('t', { flow: 'orders', from: at, to: at + 60_000 })).map(({ node, started }) => [node, started])).toEqual([['pay', 3]]);
});

test('a bad message fails alone, whole, and may come again when it is good', async () => {
  const { store } = await enter(openSqlite);
  const bad: Delivery = deliveryOf('D2', [startOf('R2'), startOf('R3', { flow: broken })], { signals: [signalOf('S1', 'R1')] });
  const answers = await Promise.allSettled([bad, orderOf('R1'), bad, orderOf('R4')].map((delivery) => store.runs.accept(delivery)));
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect((await store.reads.runs('t', {})).items.map(({ id }) => id)).toEqual(['R4', 'R1']);
  expect(await store.runs.signals('t', ['paid'], ['R1'])).toEqual([]);
  const good = deliveryOf('D2', [startOf('R2'), startOf('R3')]);
  expect((await store.runs.accept(good)).duplicate).toBe(false);
  expect((await store.runs.claim('t', 'R3', at))?.head).toEqual(headOf('R3'));
});
