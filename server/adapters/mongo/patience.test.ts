import { MongoNetworkError, MongoServerError } from 'mongodb';
import { expect, test } from 'vitest';
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
