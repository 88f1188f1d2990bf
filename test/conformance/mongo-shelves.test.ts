/** The driver behind the six verbs: what a server answers is what shelves.ts promises. */
import { MongoClient } from 'mongodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../server/adapters/mongo/connect.ts';
import { indexes, type RequestDoc } from '../../server/adapters/mongo/layout.ts';
import { openIndexes } from '../../server/adapters/mongo/open-indexes.ts';
import { openShelves } from '../../server/adapters/mongo/open-shelves.ts';
import type { Filter } from '../../server/adapters/mongo/shelves.ts';
import { packText, textOf } from '../../server/adapters/mongo/stored-text.ts';
import { ownName, shared } from '../services/shared.ts';
import { serverThatSays } from '../support/wire-server.ts';

const server = await shared('mongo');

async function enter() {
  const place = new URL(server.url!);
  place.pathname = `/${ownName('shelves')}`;
  const { db, close } = await connect(place.href);
  onTestFinished(async () => {
    await db.dropDatabase();
    await close();
  });
  return { db, shelves: openShelves(db, () => 0) };
}

const wish = (id: string, at = 1, body = ''): RequestDoc => ({ _id: id, tenant: 't', run: 'R', at, body });

describe.skipIf(server.url === undefined)('shelves on MongoDB', () => {
  test('insert keeps what is new and names the positions of the rest, each call one trip', async () => {
    const { requests, trips } = (await enter()).shelves;
    expect(await requests.insert([wish('a'), wish('b'), wish('a', 2), wish('c')])).toEqual(new Set([2]));
    expect(await requests.insert([wish('d'), wish('b', 3), wish('a', 3)])).toEqual(new Set([1, 2]));
    expect(await requests.insert([])).toEqual(new Set());
    expect((await requests.find({}, { sort: { _id: 1 } })).map(({ _id, at }) => _id + at)).toEqual(['a1', 'b1', 'c1', 'd1']);
    expect(trips).toEqual({ calls: 3, written: 7 });
  });

  test('an insert that failed for another reason rejects, though some of it is kept', async () => {
    const { requests } = (await enter()).shelves;
    await requests.insert([wish('a')]);
    const tooLarge = wish('b', 1, 'x'.repeat(17_000_000));
    await expect(requests.insert([wish('a'), tooLarge])).rejects.toThrow();
  });

  test('updates follow one another, each on the first document that fits', async () => {
    const { requests, trips } = (await enter()).shelves;
    await requests.insert([wish('a'), wish('b')]);
    await requests.update([
      { filter: { _id: 'a', at: 1 }, change: { $set: { at: 2 }, $unset: {} } },
      { filter: { _id: 'a', at: 1 }, change: { $set: { at: 9 } } },
      { filter: { _id: 'a', at: { $gte: 2 } }, change: { $inc: { at: 1, seen: 1 }, $min: { since: 5 } } },
      { filter: { _id: 'a' }, change: { $min: { since: 7, at: 0 }, $unset: { body: true } } },
      { filter: { _id: 'z' }, change: { $set: { at: 9 } } },
    ]);
    expect(await requests.find({ _id: 'a' })).toEqual([{ _id: 'a', tenant: 't', run: 'R', at: 0, seen: 1, since: 5 }]);
    expect(await requests.updateAll({ tenant: 't' }, { $set: { run: 'S' } })).toBe(2);
    expect(await requests.updateAll({ tenant: 't', run: 'S' }, { $set: { run: 'S' } })).toBe(2);
    expect(await requests.updateAll({ tenant: 'u' }, { $set: { run: 'S' } })).toBe(0);
    expect(trips.calls).toBe(6);
  });

  test('filters find as they say: missing fields, members of arrays, alternatives', async () => {
    const { runs } = (await enter()).shelves;
    const run = (_id: string, more: object) => ({ _id, ...more }) as never;
    await runs.insert([run('1', { wake: 5, keys: ['a', 'b'] }), run('2', { keys: ['b'], lease: { until: 3 } }), run('3', { wake: 9, keys: [] })]);
    const find = async (filter: Filter) => (await runs.find(filter, { sort: { _id: 1 } })).map(({ _id }) => _id).join('');
    expect(await find({ wake: { $lte: 5 } })).toBe('1');
    expect(await find({ wake: { $exists: false } })).toBe('2');
    expect(await find({ wake: { $ne: 5 } })).toBe('23');
    expect(await find({ keys: 'b' })).toBe('12');
    expect(await find({ keys: { $in: ['a', 'z'] } })).toBe('1');
    expect(await find({ keys: { $in: [] } })).toBe('');
    expect(await find({ $or: [{ 'lease.until': { $lt: 4 } }, { wake: { $gt: 5, $lt: 10 } }] })).toBe('23');
  });

  test('a list brings the fields asked for, as many as asked, in one trip', async () => {
    const { requests, trips } = (await enter()).shelves;
    await requests.insert(Array.from({ length: 450 }, (_, no) => wish(String(no).padStart(3, '0'), no, 'text')));
    expect(await requests.find({}, { sort: { at: -1 }, limit: 2, only: ['at'] })).toEqual([
      { _id: '449', at: 449 },
      { _id: '448', at: 448 },
    ]);
    expect(await requests.find({ _id: '007' }, { without: ['body', 'tenant'] })).toEqual([{ _id: '007', run: 'R', at: 7 }]);
    expect(await requests.find({}, { limit: 400 })).toHaveLength(400);
    expect(await requests.find({})).toHaveLength(450);
    await requests.remove({ at: { $gte: 10 } });
    expect(await requests.find({})).toHaveLength(10);
    expect(trips.calls).toBe(7);
  });

  test('replace stores the whole document, whether it was there or not, and texts come back', async () => {
    const { payloads } = (await enter()).shelves;
    const long = 'Å🧵'.repeat(400);
    await payloads.insert([{ _id: 'a', text: 'short' }]);
    await payloads.replace([
      { _id: 'a', ...packText(long) },
      { _id: 'b', ...packText('"short"') },
    ]);
    const found = await payloads.find({}, { sort: { _id: 1 } });
    expect(found.map(textOf)).toEqual([long, '"short"']);
    expect(found[0]?.text).toBeUndefined();
  });

  test('indexes are made once, and what would spoil them is named', async () => {
    const { db } = await enter();
    await openIndexes(db, indexes);
    await openIndexes(db, indexes);
    const names = async (name: string) => (await db.collection(name).indexes()).map(({ key }) => JSON.stringify(key));
    for (const [name, wanted] of Object.entries(indexes))
      expect((await names(name).catch(() => [])).slice(1)).toEqual(wanted.map((keys) => JSON.stringify(keys)));
    await db.collection('runs').dropIndex('wake_1_flow_1_n_1');
    await openIndexes(db, indexes);
    expect(await names('runs')).toContain('{"wake":1,"flow":1,"n":1}');
    await db.collection('runs').createIndex({ endedAt: 1 }, { unique: true });
    await db.collection('signals').dropIndex('tenant_1_key_1_name_1');
    await db.collection('signals').createIndex({ tenant: 1, key: 1, name: 1 }, { unique: true });
    await expect(openIndexes(db, indexes)).rejects.toThrow(
      /runs has an index \{"endedAt":1\} that refuses equal values; drop it.*signals lacks the index \{"tenant":1,"key":1,"name":1\}.*refuses equal values/,
    );
  });
});

test('duplicates that come without the word of a majority are no answer', async () => {
  const says = async (more: object) => {
    const taken = { ok: 1, n: 1, writeErrors: [{ index: 1, code: 11_000, errmsg: 'E11000' }], ...more };
    const client = new MongoClient((await serverThatSays({ maxWireVersion: 21 }, taken)).url);
    onTestFinished(() => client.close());
    return openShelves(client.db(), () => 0).requests.insert([wish('a'), wish('b')]);
  };
  expect(await says({})).toEqual(new Set([1]));
  await expect(says({ writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } })).rejects.toThrow();
  await expect(says({ writeErrors: [11_000, 50].map((code, index) => ({ index, code, errmsg: 'no' })) })).rejects.toThrow();
});
