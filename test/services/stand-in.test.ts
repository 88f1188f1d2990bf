import fc from 'fast-check';
import { type Document, MongoClient } from 'mongodb';
import { afterAll, describe, expect, it } from 'vitest';
import { mongo } from './mongo.ts';
import { ownName, shared } from './shared.ts';

const server = await shared('mongo');
const isStandIn = server.url !== undefined && server.name.includes('stand-in');

describe.skipIf(!isStandIn)('the stand-in', () => {
  const client = new MongoClient(server.url ?? 'mongodb://127.0.0.1:1');
  const db = client.db(ownName('stand-in'));
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
  });

  const number = fc.integer({ min: 0, max: 9 });
  const letter = fc.constantFrom('a', 'b', 'c');
  const thing = fc.record(
    {
      tenant: letter,
      n: number,
      wake: fc.oneof(number, fc.constant(null), fc.double({ min: 0, max: 9, noNaN: true })),
      keys: fc.array(letter, { maxLength: 3 }),
      lease: fc.record({ until: number }),
      scores: fc.array(number, { minLength: 1, maxLength: 2 }),
      parts: fc.array(fc.record({ id: letter }), { maxLength: 2 }),
    },
    { requiredKeys: ['tenant'] },
  );
  const edge = fc.oneof(
    number.map((v) => ({ $lt: v })),
    number.map((v) => ({ $lte: v, $gt: v - 3 })),
    number.map((v) => ({ $gte: v })),
    fc.array(number, { maxLength: 4 }).map((v) => ({ $in: v })),
    number,
  );
  const word = fc.oneof(
    letter,
    fc.array(letter, { maxLength: 2 }).map((v) => ({ $in: v })),
    letter.map((v) => ({ $gte: v })),
    letter.map((v) => ({ $ne: v })),
  );
  /** A condition or two: more would find nothing, and nothing equals nothing. */
  const flat: fc.Arbitrary<Document> = fc
    .uniqueArray(
      fc.oneof<fc.Arbitrary<[string, unknown]>[]>(
        fc.tuple(fc.constantFrom('tenant', 'keys', 'parts.id'), word),
        fc.tuple(fc.constantFrom('n', 'wake', 'lease.until', '_id', 'scores'), edge),
        fc.tuple(fc.constantFrom('lease', 'wake'), fc.record({ $exists: fc.boolean() })),
      ),
      { minLength: 1, maxLength: 2, selector: ([field]) => field },
    )
    .map((conditions) => Object.fromEntries(conditions));
  const filter: fc.Arbitrary<Document> = fc.oneof<fc.Arbitrary<Document>[]>(
    flat,
    fc.tuple(flat, flat).map(([a, b]) => ({ ...a, $or: [b, { tenant: 'a' }] })),
    fc.tuple(flat, flat).map(([a, b]) => ({ $and: [a, b] })),
  );
  const sort = fc.constantFrom<Record<string, 1 | -1>>(
    { _id: 1 },
    { _id: -1 },
    { n: 1, _id: 1 },
    { n: -1, _id: -1 },
    { wake: 1, n: 1, _id: 1 },
    { wake: -1, _id: 1 },
    { scores: 1, _id: 1 },
    { tenant: 1, n: -1, _id: 1 },
  );
  const change = fc.constantFrom<Document>(
    { $set: { wake: 4 } },
    { $unset: { wake: true } },
    { $inc: { n: 1 } },
    { $set: { keys: ['b', 'c'] } },
    { $min: { wake: 2 } },
  );
  const indexes: Record<string, 1 | -1>[] = [
    { wake: 1, n: 1 },
    { tenant: 1, n: -1 },
    { tenant: 1, keys: 1, n: -1 },
    { 'lease.until': 1 },
    { scores: 1, _id: 1 },
    { 'parts.id': 1, tenant: 1 },
    { n: 1, _id: 1 },
  ];

  it('finds by index what it finds by reading everything', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 10, maxLength: 40 }),
        fc.array(fc.tuple(filter, sort, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { minLength: 8, maxLength: 8 }),
        fc.array(fc.tuple(filter, change), { maxLength: 3 }),
        fc.option(number),
        async (things, questions, changes, gone) => {
          round += 1;
          const [indexed, plain] = [db.collection<Document>(`indexed-${round}`), db.collection<Document>(`plain-${round}`)] as const;
          await indexed.createIndexes(indexes.map((key) => ({ key })));
          const docs = things.map((one, at) => ({ _id: at as never, ...one }));
          await Promise.all([indexed.insertMany(structuredClone(docs)), plain.insertMany(structuredClone(docs))]);
          for (const [which, what] of changes) {
            const [a, b] = await Promise.all([indexed.updateMany(which, what), plain.updateMany({ $nor: [{ $nor: [which] }] }, what)]);
            expect([a.matchedCount, a.modifiedCount]).toEqual([b.matchedCount, b.modifiedCount]);
          }
          if (gone !== null) {
            const [a, b] = await Promise.all([indexed.deleteMany({ wake: gone }), plain.deleteMany({ $nor: [{ $nor: [{ wake: gone }] }] })]);
            expect(a).toEqual(b);
          }
          for (const [which, order, skip, limit] of questions) {
            const [a, b] = await Promise.all(
              // $nor of $nor says the same in words no index understands.
              [indexed.find(which), plain.find({ $nor: [{ $nor: [which] }] })].map((cursor) => cursor.sort(order).skip(skip).limit(limit).toArray()),
            );
            expect(a, JSON.stringify({ which, order, skip, limit })).toEqual(b);
            expect(await indexed.countDocuments(which)).toBe((await plain.find({ $nor: [{ $nor: [which] }] }).toArray()).length);
          }
          await Promise.all([indexed.drop(), plain.drop()]);
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });

  it('lets one of many win a compare-and-set', async () => {
    const runs = db.collection<{ _id: number; lease?: number }>('races');
    for (let round = 0; round < 50; round += 1) {
      await runs.insertOne({ _id: round });
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, writer) => runs.updateOne({ _id: round, lease: { $exists: false } }, { $set: { lease: writer } })),
      );
      expect(answers.filter((one) => one.modifiedCount === 1)).toHaveLength(1);
    }
  });

  it('stops early only where the order of the index is the order asked for', async () => {
    const things = db.collection<Document>('early');
    await things.createIndexes([{ key: { n: 1 } }, { key: { scores: 1 } }]);
    await things.insertMany(Array.from({ length: 9 }, (_, n) => ({ _id: n as never, n, scores: n === 8 ? [1, 50] : [n + 10] })));
    await things.updateMany({ n: { $lt: 3 } }, { $inc: { n: 10 } });
    const ids = async (filter: Document, order: Record<string, 1 | -1>) => (await things.find(filter).sort(order).limit(2).toArray()).map((one) => one._id);
    expect(await ids({}, { n: 1 })).toEqual([3, 4]);
    expect(await ids({}, { n: -1 })).toEqual([2, 1]);
    // An array sorts by its least member, also by one the filter does not ask for.
    expect(await ids({ scores: { $gte: 15 } }, { scores: 1 })).toEqual([8, 5]);
  });

  it('never shows half an update', async () => {
    const pairs = db.collection<{ _id: number; left: number; between: string; right: number }>('pairs');
    await pairs.insertOne({ _id: 1, left: 0, between: 'x'.repeat(300_000), right: 0 });
    let isWriting = true;
    const writing = (async () => {
      for (let n = 1; n <= 60; n += 1) await pairs.updateOne({ _id: 1 }, { $set: { left: n, right: n } });
      isWriting = false;
    })();
    const reading = Array.from({ length: 3 }, async () => {
      while (isWriting) {
        const seen = (await pairs.findOne())!;
        expect(seen.left).toBe(seen.right);
      }
    });
    await Promise.all([writing, ...reading]);
  });

  it('leaves documents alone that an aggregation reshapes', async () => {
    const things = db.collection<Document>('reshaped');
    await things.insertOne({ _id: 1 as never, deep: { a: 1 } });
    expect(await things.aggregate([{ $match: { _id: 1 } }, { $addFields: { deep: { b: 2 } } }]).toArray()).toEqual([{ _id: 1, deep: { a: 1, b: 2 } }]);
    expect(await things.findOne()).toEqual({ _id: 1, deep: { a: 1 } });
  });

  it('refuses indexes it would only pretend to have', async () => {
    const things = db.collection('refused');
    await expect(things.createIndex({ a: 1 }, { expireAfterSeconds: 5 })).rejects.toThrow('expireAfterSeconds');
    await expect(things.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { a: 1 } })).rejects.toThrow('partialFilterExpression');
  });

  it('counts what an insert kept, not what it was sent', async () => {
    const things = db.collection<{ _id: number }>('counted');
    await things.insertOne({ _id: 2 });
    for (const [ordered, kept] of [
      [false, 2],
      [true, 1],
    ] as const) {
      await things.deleteMany({ _id: { $ne: 2 } });
      await expect(things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }], { ordered })).rejects.toMatchObject({ code: 11000, insertedCount: kept });
    }
  });

  it('stops an ordered list of updates where one is refused', async () => {
    const things = db.collection<{ _id: number; n: unknown }>('in-order');
    const raise = [1, 2, 3].map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { n: 1 } }, upsert: true } }));
    for (const [ordered, after] of [
      [true, [1]],
      [false, [1, 3]],
    ] as const) {
      await things.deleteMany({});
      await things.insertOne({ _id: 2, n: 'two' });
      await expect(things.bulkWrite(raise as never, { ordered })).rejects.toMatchObject({ upsertedCount: after.length, writeErrors: [{ index: 1 }] });
      expect((await things.find({ n: 1 }).toArray()).map((one) => one._id)).toEqual(after);
    }
    await things.updateOne({ _id: 2 }, { $set: { n: 0 } });
    expect(await things.bulkWrite(raise as never)).toMatchObject({ matchedCount: 3, modifiedCount: 3 });
  });
});

describe.skipIf(!isStandIn)('the stand-in with a file', () => {
  it('comes back after a kill with its documents, indexes, renames and drops', async () => {
    const own = await mongo({ own: true, durable: true });
    if (own.url === undefined) throw new Error(own.reason);
    const client = new MongoClient(own.url);
    try {
      const db = client.db('kept');
      await db.collection('a').insertMany([1, 2, 3].map((_id) => ({ _id: _id as never, at: new Date(_id), bytes: Buffer.from([_id]) })));
      await db.collection('a').createIndex({ at: 1 }, { unique: true });
      await db.collection('a').updateOne({ _id: 2 as never }, { $set: { note: 'zwei' } });
      await db.collection('a').deleteOne({ _id: 3 as never });
      await db.collection('b').insertOne({ gone: true });
      await db.dropCollection('b');
      await db.collection('c').insertOne({ _id: 'x' as never });
      await client.db('admin').command({ renameCollection: 'kept.c', to: 'kept.d' });
      const all = async () => ({
        names: (await db.listCollections().toArray()).map((one) => one.name).sort(),
        a: await db.collection('a').find().sort({ _id: 1 }).toArray(),
        d: await db.collection('d').find().toArray(),
        indexes: (await db.collection('a').indexes()).map((one) => one.name),
      });
      const before = await all();
      expect(before).toMatchObject({ names: ['a', 'd'], a: [{ _id: 1 }, { _id: 2, note: 'zwei' }], d: [{ _id: 'x' }] });
      for (let life = 0; life < 2; life += 1) {
        await own.kill();
        await own.restart();
        expect(await all()).toEqual(before);
      }
      await expect(db.collection('a').insertOne({ _id: 9 as never, at: new Date(1) })).rejects.toMatchObject({ code: 11000 });
    } finally {
      await client.close();
      await own.stop();
    }
  });
});
