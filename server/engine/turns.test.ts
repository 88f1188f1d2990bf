import { expect, test } from 'vitest';
import { turnsOf } from './turns.ts';

const all = (turns: ReturnType<typeof turnsOf<number>>): string[] => {
  const ids: string[] = [];
  for (let next = turns.next(); next; next = turns.next()) ids.push(next[0]);
  return ids;
};

test('flows take turns, and each keeps its own order', () => {
  const turns = turnsOf<number>();
  for (let n = 0; n < 4; n += 1) turns.add(`a${n}`, 'a', n);
  turns.add('b0', 'b', 0);
  turns.add('c0', 'c', 0);
  turns.add('c1', 'c', 1);
  expect(turns.size()).toBe(7);
  expect([...turns.ids()]).toHaveLength(7);
  expect(all(turns)).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2', 'a3']);
  expect(turns.size()).toBe(0);
});

test('what waits already keeps its place and what it was added with', () => {
  const turns = turnsOf<number>();
  turns.add('a0', 'a', 1);
  turns.add('a1', 'a', 2);
  turns.add('a0', '', 3);
  expect([turns.next(), turns.next(), turns.next()]).toEqual([['a0', 1], ['a1', 2], undefined]);
  turns.add('a0', 'b', 4);
  expect(turns.next()).toEqual(['a0', 4]);
});

test('one that comes to a queue of ten thousand is next but one', () => {
  const turns = turnsOf<number>();
  for (let n = 0; n < 10_000; n += 1) turns.add(`a${n}`, 'a', n);
  turns.add('b', 'b', 0);
  expect([turns.next()?.[0], turns.next()?.[0], turns.next()?.[0]]).toEqual(['a0', 'b', 'a1']);
});
