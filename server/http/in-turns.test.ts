import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

const busy = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until; );
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('one piece of work is done at once, and its cost is told', () => {
  const done: number[] = [];
  const costs: number[] = [];
  inTurns(4, 8, (ms) => costs.push(ms)).enter(() => {
    busy(1);
    done.push(1);
  });
  expect(done).toEqual([1]);
  expect(costs[0]).toBeGreaterThanOrEqual(1);
});

test('a burst is spread over turns, in order, and others have theirs in between', async () => {
  const { enter } = inTurns(4, 100);
  const done: number[] = [];
  for (let no = 0; no < 20; no += 1)
    enter(() => {
      busy(2);
      done.push(no);
    });
  expect(done.length).toBeLessThanOrEqual(2);
  let turns = 0;
  for (; done.length < 20 && turns < 100; turns += 1) await turn();
  expect(turns).toBeGreaterThan(5);
  expect(done).toEqual(Array.from({ length: 20 }, (_, no) => no));
});

test('no more is under way than may be, and one that ends lets the next begin', async () => {
  const turns = inTurns(1_000, 2);
  const begun: number[] = [];
  for (let no = 0; no < 4; no += 1) turns.enter(() => begun.push(no));
  await turn();
  expect(begun).toEqual([0, 1]);
  turns.done();
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  turns.done();
  turns.done();
  await turn();
  expect(begun).toEqual([0, 1, 2, 3]);
});
