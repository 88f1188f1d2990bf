import { expect, test } from 'vitest';
import { unhurried } from './unhurried.ts';

function slow(took: number) {
  const world = { now: 0, asked: 0 };
  const ask = unhurried(
    9,
    async (...names: string[]) => {
      world.now += took;
      world.asked += 1;
      return { names, asked: world.asked };
    },
    () => world.now,
  );
  return { world, ask };
}

test('a quick answer is asked for each time', async () => {
  const { ask } = slow(200);
  expect((await ask('a')).asked).toBe(1);
  expect((await ask('a')).asked).toBe(2);
});

test('a dear answer is given again for nine times as long, to each name its own, and cannot be spoiled', async () => {
  const { world, ask } = slow(1_000);
  (await ask('a')).names.push('spoiled');
  world.now += 8_999;
  expect(await ask('a')).toEqual({ names: ['a'], asked: 1 });
  expect(await ask('b')).toEqual({ names: ['b'], asked: 2 });
  world.now += 1;
  expect((await ask('a')).asked).toBe(3);
});
