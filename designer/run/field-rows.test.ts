import { expect, test } from 'vitest';
import type { Json } from '../../server/http/api.ts';
import { fieldRows, sayValue } from './field-rows.ts';
import { orderHead } from './order-head.ts';

test.each<[Json, string]>([
  [null, 'none'],
  [true, 'yes'],
  [[], 'none'],
  [['a', 'b'], 'a, b'],
  [[{}, {}], '2 items'],
  [{ amount: '12.00', currency: 'SEK' }, 'SEK\u00a012.00'],
  ['<b>bold</b>', '<b>bold</b>'],
])('%j reads as %s', (value, words) => {
  expect(sayValue(value)).toBe(words);
});

test('nested fields are named by their path, and a long document says how much is left out', () => {
  expect(fieldRows({ customer: { name: 'Ada' } })).toEqual([{ name: 'customer.name', value: 'Ada' }]);
  expect(fieldRows({ a: 1, b: 2, c: 3, d: 4 }, 3).at(-1)).toEqual({ name: '…', value: '2 more' });
});

test.each<[string, Json]>([
  ['a number', 1],
  ['an order without lines', { number: '1' }],
])('%s has no order head', (_, order) => {
  expect(orderHead(order)).toBeUndefined();
});

test('an order is told by who ordered, its lines and its total', () => {
  const total = { amount: '9.00', currency: 'EUR' };
  expect(orderHead({ customer: { name: 'Ada' }, shipTo: { city: 'Lund' }, lines: [{ sku: 'A', quantity: 2 }], total })).toEqual({
    who: 'Ada, Lund',
    lines: [{ id: '0', name: '2 × A', total: undefined }],
    taxes: [],
    total,
  });
});
