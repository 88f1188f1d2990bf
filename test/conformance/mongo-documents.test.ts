/** What is special about documents in MongoDB: several processes, lost answers, and deaths between two writes of one change. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connection, connect } from '../../server/adapters/mongo/connect.ts';
import { type DocumentShelves, mongoDocuments } from '../../server/adapters/mongo/documents.ts';
import { shelfOf } from '../../server/adapters/mongo/open-shelves.ts';
import type { Shelf } from '../../server/adapters/mongo/shelves.ts';
import type { Documents, Put } from '../../server/engine/documents.ts';
import { ownName, shared } from '../services/shared.ts';
import { at } from './samples.ts';

const server = await shared('mongo');

describe.skipIf(server.url === undefined)('documents of several processes on MongoDB', () => {
  let connection: Connection;
  beforeAll(async () => {
    const place = new URL(server.url!);
    place.pathname = `/${ownName('documents')}`;
    connection = await connect(place.href);
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  const shelves = (): DocumentShelves => ({ documents: shelfOf(connection.db, 'documents'), changes: shelfOf(connection.db, 'changes') });
  const process = (wrap = (_: string, call: () => Promise<unknown>): Promise<unknown> => call()): Documents => {
    const { documents, changes } = shelves();
    return mongoDocuments({ documents: through(documents, 'documents', wrap), changes: through(changes, 'changes', wrap) }, randomUUID());
  };
  const both = (rev: number, body: string): Put[] => ['a', 'b'].map((id) => ({ kind: 'k', id, rev, body }));

  test('a process that dies after any of its calls leaves all of a change or nothing', async () => {
    let isWhole = false;
    for (let calls = 0; !isWhole; calls += 1) {
      const tenant = ownName('t');
      await process().put(tenant, [...both(0, 'old'), { kind: 'k', id: 'c', rev: 0, body: 'old' }], at);
      let left = calls;
      const dying = process(async (_, call) => {
        if (left-- <= 0) throw new Error('dead');
        return call();
      });
      const change: Put[] = [...both(1, 'new'), { kind: 'k', id: 'c', rev: 1, body: null }, { kind: 'k', id: 'd', rev: 0, body: 'new' }];
      isWhole = await dying.put(tenant, change, at).then(
        () => true,
        () => false,
      );
      const next = process();
      const found = [];
      for (const id of ['b', 'a', 'c', 'd']) found.push((await next.get(tenant, 'k', id))?.body);
      expect([
        ['old', 'old', 'old', undefined],
        ['new', 'new', undefined, 'new'],
      ]).toContainEqual(found);
      if (isWhole) expect(found[0]).toBe('new');
      const listed = (await next.list(tenant, 'k')).items.map(({ id, rev }) => `${id}${rev}`);
      expect(listed).toEqual(found[0] === 'new' ? ['a2', 'b2', 'd1'] : ['a1', 'b1', 'c1']);
    }
  });

  test('crowds that lose answers raise two documents together, and never by more than was asked', async () => {
    const tenant = ownName('t');
    const chance = chanceFrom(7);
    const shaky = async (name: string, call: () => Promise<unknown>): Promise<unknown> => {
      if (name.startsWith('find')) return call();
      if (chance() < 0.04) throw new Error('not sent');
      const answer = await call();
      if (chance() < 0.04) throw new Error('answer lost');
      return answer;
    };
    let [done, unsure] = [0, 0];
    const raise = async (documents: Documents): Promise<void> => {
      for (let turn = 0; turn < 25; turn += 1) {
        try {
          const rev = (await documents.get(tenant, 'k', 'a'))?.rev ?? 0;
          if ((await documents.put(tenant, both(rev, `${rev + 1}`), at)) === 'done') done += 1;
        } catch {
          unsure += 1;
        }
      }
    };
    await Promise.all([process(shaky), process(shaky), process(shaky), process()].flatMap((one) => [raise(one), raise(one)]));
    const { items } = await process().list(tenant, 'k');
    const rev = items[0]?.rev ?? 0;
    expect(items.map(({ id, body }) => `${id}=${body}`)).toEqual([`a=${rev}`, `b=${rev}`]);
    expect(items[1]?.rev).toBe(rev);
    expect(done).toBeGreaterThan(20);
    expect(rev).toBeGreaterThanOrEqual(done);
    expect(rev).toBeLessThanOrEqual(done + unsure);
  });

  test('a writer that slept through many changes comes too late', async () => {
    const tenant = ownName('t');
    const awake = process();
    await awake.put(tenant, both(0, '0'), at);
    let sleep: Promise<unknown> | undefined;
    const sleepy = process(async (name, call) => {
      if (name !== 'insert changes' || sleep) return call();
      sleep = (async () => {
        for (let turn = 1; turn <= 130; turn += 1) await awake.put(tenant, [{ kind: 'k', id: 'a', body: `${turn}` }], at);
      })();
      await sleep;
      return call();
    });
    expect(await sleepy.put(tenant, both(1, 'late'), at)).toBe('conflict');
    for (const one of [awake, sleepy]) {
      expect((await one.get(tenant, 'k', 'a'))?.body).toBe('130');
      expect((await one.get(tenant, 'k', 'b'))?.body).toBe('0');
    }
    expect(await connection.db.collection('changes').countDocuments({ _id: { $gt: `${tenant}/`, $lt: `${tenant}0` } } as object)).toBeLessThanOrEqual(102);
  });

  test('an old change that is applied once more brings nothing back', async () => {
    const tenant = ownName('t');
    const one = process();
    let again: (() => Promise<unknown>) | undefined;
    const slow = process(async (name, call) => {
      if (name === 'insert documents') again = call;
      return call();
    });
    await slow.put(tenant, both(0, 'old'), at);
    await one.put(tenant, [{ kind: 'k', id: 'a', body: null }], at);
    await one.put(tenant, [{ kind: 'k', id: 'b', body: 'newer' }], at);
    await again!();
    expect((await one.list(tenant, 'k')).items.map(({ id, body }) => [id, body])).toEqual([['b', 'newer']]);
  });

  test('what is gone for more than a day is forgotten, and can begin anew', async () => {
    const tenant = ownName('t');
    const one = process();
    const day = 86_400_000;
    await one.put(tenant, both(0, 'old'), at);
    await one.put(
      tenant,
      ['a', 'b'].map((id) => ({ kind: 'k', id, body: null })),
      at,
    );
    await one.put(tenant, [{ kind: 'k', id: 'a', body: 'again' }], at + 2 * day);
    const raw = await connection.db
      .collection<{ _id: string }>('documents')
      .find({ _id: { $gt: `${tenant}/`, $lt: `${tenant}0` } })
      .toArray();
    expect(raw.map(({ _id }) => _id)).toEqual([`${tenant}/k/a`]);
    expect(await one.get(tenant, 'k', 'a')).toEqual({ id: 'a', rev: 1, at: at + 2 * day, body: 'again' });
    expect(await one.get(tenant, 'k', 'b')).toBeUndefined();
  });

  test('ids sort as they are, whatever signs they hold', async () => {
    const tenant = ownName('t');
    const ids = ['a', 'a b', 'a%', 'a-b', 'a/b', 'a0', 'å', '東'];
    await process().put(
      tenant,
      [...ids].reverse().map((id) => ({ kind: 'k/1', id, body: id })),
      at,
    );
    await process().put(tenant, [{ kind: 'k', id: '1/x', body: 'another kind' }], at);
    const one = process();
    expect((await one.list(tenant, 'k/1')).items.map(({ id }) => id)).toEqual(ids);
    expect((await one.list(tenant, 'k/1', { prefix: 'a/' })).items.map(({ id }) => id)).toEqual(['a/b']);
    expect((await one.list(tenant, 'k')).items.map(({ id }) => id)).toEqual(['1/x']);
  });
});

function through<D extends { _id: string }>(shelf: Shelf<D>, name: string, wrap: (name: string, call: () => Promise<unknown>) => Promise<unknown>): Shelf<D> {
  const verbs = Object.entries(shelf) as [string, (...given: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(verbs.map(([verb, call]) => [verb, (...given: unknown[]) => wrap(`${verb} ${name}`, () => call(...given))])) as unknown as Shelf<D>;
}

function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
