import { expect, it } from 'vitest';
import { shortened } from './shortened.ts';

it('what fits stays as it is', () => {
  const value = { number: 'A-1', lines: [{ sku: 'A', quantity: 2, gift: null }], paid: true };
  expect(shortened(value)).toEqual({ value, isCut: false });
});

it.each([
  ['a long text', 'x'.repeat(1_000_000)],
  ['a long list', Array.from({ length: 10_000 }, (_, at) => ({ at, text: 'x'.repeat(100) }))],
  ['many fields', Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`field${at}`, 'x'.repeat(50)]))],
  ['lists in lists', Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 'x'.repeat(50)))],
])('of %s the beginning is left', (_, value) => {
  const { value: seen, isCut } = shortened(value);
  expect(isCut).toBe(true);
  expect(JSON.stringify(seen).length).toBeLessThan(60_000);
  expect(JSON.stringify(seen).slice(0, 20)).toBe(JSON.stringify(value).slice(0, 20));
});
