import { MongoClient, MongoNetworkError, MongoServerError } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';
import { proxy } from '../../../test/services/proxy.ts';
import { serverThatSays } from '../../../test/support/wire-server.ts';
import { mendDriver } from './mend-driver.ts';
import { isAway, patience } from './patience.ts';

function failing(...errors: Error[]): { attempt(): Promise<string>; count(): number } {
  let count = 0;
  return {
    async attempt() {
      count += 1;
      const error = errors.shift();
      if (error) throw error;
      return 'written';
    },
    count: () => count,
  };
}

const cut = (): Error => new MongoNetworkError('read ECONNRESET');

test('what a server that was away did not answer is tried again', async () => {
  const { attempt, count } = failing(cut(), new Error('of many', { cause: cut() }));
  expect(await patience()(attempt)).toBe('written');
  expect(count()).toBe(3);
});

test.each<[string, (client: MongoClient) => Promise<unknown>]>([
  [
    'one write',
    (client) =>
      client
        .db('d')
        .collection('c')
        .updateMany({}, { $set: { a: 1 } }),
  ],
  [
    'many writes',
    (client) =>
      client
        .db('d')
        .collection('c')
        .insertMany([{ a: 1 }], { ordered: false }),
  ],
  ['a list', (client) => client.db('d').collection('c').find().toArray()],
])('a server that has gone is away, whatever it is asked: %s', async (_, ask) => {
  mendDriver();
  const wire = await proxy(Number(new URL((await serverThatSays({ maxWireVersion: 21 })).url).port));
  const client = await new MongoClient(`mongodb://127.0.0.1:${wire.port}`, { serverSelectionTimeoutMS: 50 }).connect();
  onTestFinished(() => client.close());
  await wire.cut();
  expect(isAway(await ask(client).catch((error: unknown) => error))).toBe(true);
});

test('what it refused is not', async () => {
  const { attempt, count } = failing(new MongoServerError({ message: 'not authorized', code: 13 }));
  await expect(patience()(attempt)).rejects.toThrow('not authorized');
  expect(count()).toBe(1);
});

test('patience ends, with the last failure', async () => {
  const { attempt, count } = failing(...Array.from({ length: 100 }, cut));
  await expect(patience(120)(attempt)).rejects.toThrow('ECONNRESET');
  expect(count()).toBe(2);
});

test('a primary that steps down is away', () => {
  const error = new MongoServerError({ message: 'not primary', code: 10_107, errorLabels: ['RetryableWriteError'] });
  expect(isAway(error)).toBe(true);
});
