import { expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { moneyOf } from './amount.ts';

it.each([
  ['199.95', 'EUR', '19995'],
  ['-5', 'EUR', '-500'],
  ['1200', 'JPY', '1200'],
  ['123456789012345678.99', 'EUR', '12345678901234567899'],
])('an order of %s %s is worth %s minor units', (amount, currency, minor) => {
  expect(moneyOf({ total: { amount, currency } })).toEqual({ amount: minor, currency });
});

it.each<[string, Json]>([
  ['without a total', {}],
  ['whose total is a bare number', { total: 199.95 }],
  ['whose total has too many decimals', { total: { amount: '1.005', currency: 'EUR' } }],
  ['whose amount is a word', { total: { amount: 'ten', currency: 'EUR' } }],
  ['in no known currency', { total: { amount: '10', currency: 'euro' } }],
  ['that is a list', [{ total: { amount: '10', currency: 'EUR' } }]],
  ['that is a text', '10 EUR'],
  ['that is nothing', null],
])('an order %s is listed without an amount', (_case, order) => {
  expect(moneyOf(order)).toEqual({});
});
