import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { mongo } from './mongo.ts';
import { redis } from './redis.ts';
import { ownName, shared } from './shared.ts';

const sharedMongo = await shared('mongo');
const sharedRedis = await shared('redis');

describe.skipIf(!sharedMongo.url)('a MongoDB for tests', () => {
  it('answers the driver and is the same one for every suite', async () => {
    const client = await new MongoClient(sharedMongo.url!).connect();
    const things = client.db(ownName('servers')).collection<{ _id: string }>('things');
    await things.insertOne({ _id: 'a' });
    expect(await things.countDocuments()).toBe(1);
    await client.close();
    expect(await shared('mongo')).toEqual(sharedMongo);
  });

  it('comes back after a kill with everything it acknowledged', async () => {
    const own = await mongo({ own: true, durable: true });
    if (own.url === undefined) throw new Error(own.reason);
    afterAll(() => own.stop());
    const client = new MongoClient(own.url, { serverSelectionTimeoutMS: 10_000, retryWrites: false });
    const things = client.db('kept').collection<{ _id: number }>('things');
    const acknowledged: number[] = [];
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = writer; n < 100_000; n += 8) {
        await things.insertOne({ _id: n }, { writeConcern: { w: 'majority', j: true } });
        acknowledged.push(n);
      }
    }).map((writer) => writer.catch(() => undefined));
    while (acknowledged.length < 500) await new Promise((resolve) => setTimeout(resolve, 5));
    await own.kill();
    await Promise.all(writers);
    await own.restart();
    const kept = new Set((await things.find().toArray()).map((one) => one._id));
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
    await client.close();
  });
});

describe.skipIf(!sharedRedis.url)('a Redis for tests', () => {
  it('evicts nothing', async () => {
    const client = new Redis(sharedRedis.url!);
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    await client.quit();
  });

  it('comes back empty at the same address after a kill', async () => {
    const own = await redis({ own: true });
    if (own.url === undefined) throw new Error(own.reason);
    afterAll(() => own.stop());
    const client = new Redis(own.url, { retryStrategy: () => 50 });
    client.on('error', () => undefined);
    await client.set('a', '1');
    await own.kill();
    await own.restart();
    expect(await client.get('a')).toBeNull();
    await client.quit();
  });

  it('ends with the process that started it, also when that is killed', async () => {
    const starter = `import { redis } from ${JSON.stringify(join(import.meta.dirname, 'redis.ts'))}; console.log((await redis({ own: true })).url);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve) => parent.stdout.once('data', (piece) => resolve(String(piece).trim())));
    const client = new Redis(url, { retryStrategy: () => null });
    client.on('error', () => undefined);
    expect(await client.ping()).toBe('PONG');
    const gone = new Promise((resolve) => client.once('end', resolve));
    parent.kill('SIGKILL');
    await gone;
  });
});

describe('where a server comes from', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('leaves a given server alone', async () => {
    vi.stubEnv('REDIS_URL', 'redis://127.0.0.1:1');
    vi.stubEnv('MONGODB_URL', 'mongodb://127.0.0.1:1/orders');
    for (const given of [await redis(), await mongo()]) {
      if (given.url === undefined) throw new Error(given.reason);
      await given.stop();
      await expect(given.kill()).rejects.toThrow('not ours to kill');
    }
  });

  it('says what is missing, and fails where nothing may be', async () => {
    vi.stubEnv('PATH', '');
    vi.stubEnv('REDIS_URL', '');
    vi.stubEnv('MONGODB_URL', '');
    vi.stubEnv('REQUIRE_ADAPTERS', '');
    expect(await redis()).toMatchObject({ reason: expect.stringContaining('redis-server') });
    expect(await mongo()).toMatchObject({ reason: expect.stringContaining('mongod') });
    vi.stubEnv('REQUIRE_ADAPTERS', 'all');
    await expect(redis()).rejects.toThrow('redis-server');
    await expect(mongo()).rejects.toThrow('mongod');
  });
});
