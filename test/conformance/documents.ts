import { describe, expect, test } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import type { Documents } from '../../server/engine/documents.ts';
import { enter, type Open } from './home.ts';
import { at } from './samples.ts';

const write = (documents: Documents, id: string, body: Json | null, rev?: number) =>
  documents.put('t', [{ kind: 'flow', id, body, ...(rev === undefined ? {} : { rev }) }], at);

async function fill(documents: Documents, ids: string[]): Promise<void> {
  await documents.put(
    't',
    ids.map((id) => ({ kind: 'flow', id, body: { id } })),
    at,
  );
}

const lists: [name: string, options: NonNullable<Parameters<Documents['list']>[2]>, ids: string[], next: string | null][] = [
  ['all, ascending', {}, ['a', 'a.1', 'a.2', 'b', 'b.1', 'c'], null],
  ['all, descending', { reverse: true }, ['c', 'b.1', 'b', 'a.2', 'a.1', 'a'], null],
  ['those with a prefix', { prefix: 'a.' }, ['a.1', 'a.2'], null],
  ['those with a prefix, descending', { prefix: 'b', reverse: true }, ['b.1', 'b'], null],
  ['none with a prefix nobody has', { prefix: 'z' }, [], null],
  ['a first page', { limit: 2 }, ['a', 'a.1'], 'a.1'],
  ['the page after it', { limit: 2, cursor: 'a.1' }, ['a.2', 'b'], 'b'],
  ['the last page, full', { limit: 2, cursor: 'b' }, ['b.1', 'c'], null],
  ['a first page, descending', { limit: 4, reverse: true }, ['c', 'b.1', 'b', 'a.2'], 'a.2'],
  ['the page after it, descending', { limit: 4, reverse: true, cursor: 'a.2' }, ['a.1', 'a'], null],
  ['those after a cursor nobody has', { cursor: 'a.15' }, ['a.2', 'b', 'b.1', 'c'], null],
  ['those with a prefix after a cursor before them', { prefix: 'b', cursor: 'a.1' }, ['b', 'b.1'], null],
  ['those with a prefix before a cursor behind them', { prefix: 'a', cursor: 'b.1', reverse: true }, ['a.2', 'a.1', 'a'], null],
];

/** A small store of documents: revisions, changes of several at once, lists. */
export function describeDocuments(name: string, open: Open): void {
  describe(`${name} keeps documents`, () => {
    test('a document rises by one revision at each change', async () => {
      const { store, die } = await enter(open);
      expect(await store.documents.get('t', 'flow', 'f1')).toBeUndefined();
      expect(await write(store.documents, 'f1', { title: 'Å 🧵' }, 0)).toBe('done');
      expect(await write(store.documents, 'f1', { title: 'two' }, 1)).toBe('done');
      expect(await write(store.documents, 'f1', { title: 'three' })).toBe('done');
      for (const { documents } of [store, await die()])
        expect(await documents.get('t', 'flow', 'f1')).toEqual({ id: 'f1', rev: 3, at, body: { title: 'three' } });
    });

    test.each([
      ['an older revision', 1],
      ['a revision to come', 3],
      ['none at all', 0],
    ])('a change that expects %s is a conflict and writes nothing', async (_, rev) => {
      const { documents } = (await enter(open)).store;
      await write(documents, 'f1', 'one');
      await write(documents, 'f1', 'two');
      expect(await write(documents, 'f1', 'mine', rev)).toBe('conflict');
      expect(await write(documents, 'f1', null, rev)).toBe('conflict');
      expect(await documents.get('t', 'flow', 'f1')).toEqual({ id: 'f1', rev: 2, at, body: 'two' });
    });

    test('several documents change together or not at all', async () => {
      const { documents } = (await enter(open)).store;
      await fill(documents, ['a', 'b', 'c']);
      const change = (rev: number) =>
        documents.put(
          't',
          [
            { kind: 'flow', id: 'a', body: 'new' },
            { kind: 'flow', id: 'b', body: null },
            { kind: 'note', id: 'd', rev: 0, body: 'new' },
            { kind: 'flow', id: 'c', rev, body: 'new' },
          ],
          at + 1,
        );
      expect(await change(9)).toBe('conflict');
      expect((await documents.list('t', 'flow')).items.map(({ rev }) => rev)).toEqual([1, 1, 1]);
      expect(await documents.get('t', 'note', 'd')).toBeUndefined();
      expect(await change(1)).toBe('done');
      expect((await documents.list('t', 'flow')).items).toEqual(['a', 'c'].map((id) => ({ id, rev: 2, at: at + 1, body: 'new' })));
      expect((await documents.get('t', 'note', 'd'))?.rev).toBe(1);
    });

    test('of ten who write one revision at a time one wins', async () => {
      const { documents } = (await enter(open)).store;
      const answers = await Promise.all(Array.from({ length: 10 }, (_, no) => write(documents, 'f1', no, 0)));
      expect(answers).toEqual(['done', ...new Array<string>(9).fill('conflict')]);
      expect((await documents.get('t', 'flow', 'f1'))?.body).toBe(0);
    });

    test('a document that was deleted is gone, and begins anew as its first revision', async () => {
      const { documents } = (await enter(open)).store;
      await write(documents, 'f1', 'one');
      await write(documents, 'f1', 'two');
      expect(await write(documents, 'f1', null, 2)).toBe('done');
      expect(await documents.get('t', 'flow', 'f1')).toBeUndefined();
      expect(await write(documents, 'f1', null)).toBe('done');
      expect(await write(documents, 'f1', 'again', 0)).toBe('done');
      expect((await documents.get('t', 'flow', 'f1'))?.rev).toBe(1);
    });

    test('tenants and kinds do not see each other', async () => {
      const { documents } = (await enter(open)).store;
      await fill(documents, ['a']);
      expect(await documents.get('u', 'flow', 'a')).toBeUndefined();
      expect(await documents.get('t', 'note', 'a')).toBeUndefined();
      expect((await documents.list('u', 'flow')).items).toEqual([]);
      expect((await documents.list('t', 'flo')).items).toEqual([]);
    });

    test('what was read or written is the reader’s own: changing it changes nothing kept', async () => {
      const { documents } = (await enter(open)).store;
      const body = { lines: [1] };
      await write(documents, 'f1', body);
      body.lines.push(2);
      const read = await documents.get<typeof body>('t', 'flow', 'f1');
      read?.body.lines.push(3);
      expect((await documents.get('t', 'flow', 'f1'))?.body).toEqual({ lines: [1] });
    });

    test.each(lists)('a list shows %s', async (_, options, ids, next) => {
      const { documents } = (await enter(open)).store;
      await fill(documents, ['b.1', 'a', 'c', 'a.2', 'b', 'a.1']);
      const page = await documents.list('t', 'flow', options);
      expect(page.items.map(({ id }) => id)).toEqual(ids);
      expect(page.next).toBe(next);
    });
  });
}
