import { expect, it } from 'vitest';
import type { Json } from '../../server/http/api.ts';
import { sayValue } from './say-value.ts';

it.each<[Json, string]>([
  ['A-1', 'A-1'],
  ['', 'empty text'],
  [null, 'null'],
  [true, 'yes'],
  [1234.5, '1,234.5'],
  [{ amount: '199.95', currency: 'EUR' }, '199.95 EUR'],
  [['A', 'B'], '2 items: A, B'],
  [[], 'empty list'],
  [[1, 2, 3, 4, 5, 6], '6 items: 1, 2, 3, 4, 5, …'],
  [[{ sku: 'A', qty: 2 }, { sku: 'B' }], '2 items: sku A, qty 2, …'],
  [{ sku: 'A', deep: { a: 1 } }, 'sku A, …'],
  [{ deep: { a: 1 } }, 'deep …'],
])('%j is said as %s', (value, said) => expect(sayValue(value)).toBe(said));
