import { describe, expect, test } from 'vitest';
import { amountOf, moneyOf, sumByCurrency } from './amount.ts';

describe('amounts on screens', () => {
  test.each([
    ['8912.00', '8,912.00'],
    ['-8000.00', '\u22128,000.00'],
    ['12', '12'],
    ['123456789012345678.91', '123,456,789,012,345,678.91'],
  ])('%s reads as %s', (amount, words) => {
    expect(amountOf({ amount, currency: 'EUR' }).replaceAll(/[^\d.,\u2212]/g, ',')).toBe(words);
  });

  test('the currency stands before the amount and does not break from it', () => {
    expect(moneyOf({ amount: '12.00', currency: 'SEK' })).toBe('SEK\u00a012.00');
  });

  test('sums stay exact and apart by currency', () => {
    expect(sumByCurrency([{ amount: '0.10', currency: 'EUR' }, { amount: '0.2', currency: 'EUR' }, undefined, { amount: '-5', currency: 'SEK' }])).toEqual([
      { currency: 'EUR', amount: '0.30' },
      { currency: 'SEK', amount: '-5' },
    ]);
  });
});
