import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plants, powerPlants } from '../chaos/plants/plants.ts';

describe('planted bugs fit the code they are planted in', () => {
  it.each(Object.entries({ ...plants, ...powerPlants }).flatMap(([name, changes]) => changes.map((change) => ({ name, ...change }))))(
    '$name in $file',
    ({ file, find }) => {
      expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8').split(find)).toHaveLength(2);
    },
  );
});
