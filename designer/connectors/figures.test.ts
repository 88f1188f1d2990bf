import { expect, test } from 'vitest';
import { partOf, sparkLines } from './figures.ts';

test.each([
  [0, 0, '–'],
  [2, 7, '2 of 7'],
  [209, 611, '34.2 %'],
])('%i of %i reads "%s"', (n, calls, words) => {
  expect(partOf(n, calls).replace('\u202f', ' ')).toBe(words);
});

test('a line breaks where nothing was measured', () => {
  expect(sparkLines([1, 2, null, 2], 30, 10)).toEqual(['0.0,5.0 10.0,1.0', '30.0,1.0']);
  expect(sparkLines([null, null], 30, 10)).toEqual([]);
});
