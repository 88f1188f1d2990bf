import { describe, expect, test } from 'vitest';
import type { RunFilter } from '../../server/engine/reads.ts';
import { enter, type Open } from './home.ts';
import { at, commitOf, orderOf, restOf } from './samples.ts';

const hour = 3_600_000;

const filters: [name: string, filter: RunFilter, ids: string[]][] = [
  ['everything, newest first', {}, ['R5', 'R4', 'R3', 'R2', 'R1']],
  ['one flow', { flow: 'stock' }, ['R4']],
  ['no flow of that name', { flow: 'stoc' }, []],
  ['open runs', { status: ['running', 'waiting', 'parked'] }, ['R5', 'R3', 'R2']],
  ['completed runs', { status: ['completed'] }, ['R1']],
  ['ended runs', { status: ['completed', 'canceled'] }, ['R4', 'R1']],
  ['ended runs of one flow', { status: ['completed', 'canceled'], flow: 'orders' }, ['R1']],
  ['no status at all', { status: [] }, []],
  ['one key', { key: 'abc1' }, ['R3', 'R1']],
  ['a key nobody has', { key: 'abc' }, []],
  ['a key by its beginning', { key: 'abc*' }, ['R3', 'R2', 'R1']],
  ['a key by a letter that folds to another', { key: 'ABC*' }, ['R5']],
  ['a key with signs that mean something elsewhere', { key: '100%_*' }, ['R4']],
  ['a key by a beginning in another script', { key: '東*' }, ['R4']],
  ['every key', { key: '*' }, ['R5', 'R4', 'R3', 'R2', 'R1']],
  ['a key and a status', { key: 'abc*', status: ['parked'] }, ['R3']],
  ['an open node', { node: 'pay' }, ['R3', 'R2']],
  ['a node that nobody stands at', { node: 'order' }, []],
  ['a start from an instant on', { from: at + 3 * hour }, ['R5', 'R4', 'R3']],
  ['a start before an instant', { to: at + 3 * hour }, ['R2', 'R1']],
  ['a start in a span', { from: at + 2 * hour, to: at + 3 * hour + 1 }, ['R3', 'R2']],
  ['a start in an hour in which nothing began', { from: at + 10 * hour, to: at + 11 * hour }, []],
  ['a start before everything', { to: at }, []],
  ['a code', { code: 'connector.timeout' }, ['R3']],
  ['one cause', { fingerprint: 'f1' }, ['R3']],
  [
    'everything at once',
    { flow: 'orders', status: ['parked'], key: 'abc1', node: 'pay', from: at, to: at + 4 * hour, code: 'connector.timeout', fingerprint: 'f1' },
    ['R3'],
  ],
];

const heads = [
  restOf('R1', { keys: ['abc1'], status: 'completed', open: [], endedAt: at }),
  restOf('R2', { keys: ['abc2', 'x'], open: ['pay', 'ship'] }),
  restOf('R3', { keys: ['abc1', 'abc3'], status: 'parked', open: ['pay'], code: 'connector.timeout', reason: 'no answer', fingerprint: 'f1' }),
  restOf('R4', { keys: ['100%_off', '東京'], flow: 'stock', status: 'canceled', open: [], endedAt: at }),
  restOf('R5', { keys: ['ABC9'], open: ['ship'] }),
].map((head, place) => ({ ...head, startedAt: at + (place + 1) * hour }));

/** Lists of runs: every filter, and pages that neither skip nor repeat while work goes on. */
export function describeRunLists(open: Open): void {
  const enterFilled = async () => {
    const home = await enter(open);
    for (const head of heads) {
      await home.store.runs.accept(orderOf(head.id, { flow: head.flow, startedAt: head.startedAt, keys: head.keys.slice(0, 1) }));
      await home.store.runs.commit(commitOf(head));
    }
    return home;
  };

  describe('runs', () => {
    test('each filter finds its runs and no other, alone and by pages of one', async () => {
      const { store, die } = await enterFilled();
      for (const { reads } of [store, await die()]) {
        for (const [name, filter, ids] of filters) {
          const { items, next } = await reads.runs('t', filter);
          expect([name, ...items.map(({ id }) => id)]).toEqual([name, ...ids]);
          expect(next).toBeNull();
          const pages: string[] = [];
          let cursor: string | null | undefined;
          while (cursor !== null) {
            const page = await reads.runs('t', { ...filter, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
            pages.push(...page.items.map(({ id }) => id));
            cursor = page.next;
          }
          expect([name, ...pages]).toEqual([name, ...ids]);
        }
      }
    });

    test('a list shows whole heads, as last committed, of its tenant only', async () => {
      const { store } = await enterFilled();
      expect((await store.reads.runs('t', {})).items).toEqual([...heads].reverse());
      expect(await store.reads.runs('u', {})).toEqual({ items: [], next: null });
      expect((await store.reads.runs('u', { key: '*' })).items).toEqual([]);
    });

    test('pages hold every run once while new runs arrive and old ones move on', async () => {
      const { store } = await enter(open);
      for (let no = 0; no < 45; no += 1) await store.runs.accept(orderOf(`R${no}`, { keys: ['K1'] }));
      for (const filter of [{}, { flow: 'orders' }, { key: 'K*' }, { status: ['running', 'waiting'] }] as RunFilter[]) {
        const seen: string[] = [];
        let cursor: string | null | undefined;
        let round = 0;
        while (cursor !== null) {
          const page = await store.reads.runs('t', { ...filter, limit: 10, ...(cursor === undefined ? {} : { cursor }) });
          seen.push(...page.items.map(({ id }) => id).filter((id) => id.startsWith('R')));
          cursor = page.next;
          round += 1;
          await store.runs.accept(orderOf(`N${round}-${JSON.stringify(filter)}`, { keys: ['K1'] }));
          const moved = await store.runs.claim('t', `R${round}`, at);
          if (moved) await store.runs.commit(commitOf(restOf(`R${round}`, { seq: moved.head.seq + 1, keys: ['K1'] })));
        }
        expect(seen).toEqual(Array.from({ length: 45 }, (_, no) => `R${44 - no}`));
      }
    });

    test('a page has fifty runs unless asked otherwise, and never more than five hundred', async () => {
      const { store } = await enter(open);
      await Promise.all(Array.from({ length: 502 }, (_, no) => store.runs.accept(orderOf(`R${no}`))));
      const sizes = [undefined, 0, 7, 10_000].map(async (limit) => (await store.reads.runs('t', limit === undefined ? {} : { limit })).items.length);
      expect(await Promise.all(sizes)).toEqual([50, 1, 7, 500]);
    });

    test('one run is shown with its log; an unknown one is not', async () => {
      const { store } = await enterFilled();
      const run = await store.reads.run('t', 'R2');
      expect(run?.head).toEqual(heads[1]);
      expect(run?.commits).toEqual(await store.runs.log('t', 'R2'));
      expect(run?.late).toEqual([]);
      expect(await store.reads.run('t', 'R9')).toBeUndefined();
      expect(await store.reads.run('u', 'R2')).toBeUndefined();
    });
  });
}
