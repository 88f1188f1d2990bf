import { expect, it } from 'vitest';
import { isWrong, linesOf, valuesOf } from './values-draft.ts';

it('values become lines by name, and lines become values again', () => {
  const values = { warehouse: 'W1', limit: 12.5, pilot: false };
  expect(linesOf(values).map(({ name, kind, text }) => [name, kind, text])).toEqual([
    ['limit', 'number', '12.5'],
    ['pilot', 'boolean', 'false'],
    ['warehouse', 'text', 'W1'],
  ]);
  expect(valuesOf(linesOf(values))).toEqual(values);
});

it.each([
  [{ name: '1st', kind: 'text', text: '' }, 'name'],
  [{ name: 'taken', kind: 'text', text: '' }, 'name'],
  [{ name: 'limit', kind: 'number', text: 'many' }, 'text'],
  [{ name: 'pilot', kind: 'boolean', text: '' }, 'text'],
  [{ name: 'note', kind: 'text', text: '' }, undefined],
] as const)('%j is wrong in its %s', (line, wrong) => {
  const mine = { id: 1, ...line };
  expect(isWrong(mine, [mine, { id: 2, name: 'taken', kind: 'text', text: 'x' }])).toBe(wrong);
});
