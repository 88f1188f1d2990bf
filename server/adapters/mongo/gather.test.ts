import { expect, test } from 'vitest';
import { gather } from './gather.ts';

const outcome = (item: Promise<string>): Promise<string> =>
  item.then(
    (value) => value,
    (error: Error) => `failed: ${error.message}`,
  );

/** The first stroke fails while the second item waits. */
async function twoStrokes(failsAll?: (error: unknown) => boolean): Promise<string[]> {
  let strokes = 0;
  const one = gather(
    1,
    async (items: string[]) => {
      strokes += 1;
      if (strokes === 1) throw new Error('away');
      return items;
    },
    failsAll,
  );
  return Promise.all(['a', 'b'].map((item) => outcome(one(item))));
}

test('who waits for the next stroke does not fail with the one before', async () => {
  expect(await twoStrokes()).toEqual(['failed: away', 'b']);
});

test('unless the failure says that it would', async () => {
  expect(await twoStrokes(() => true)).toEqual(['failed: away', 'failed: away']);
});
