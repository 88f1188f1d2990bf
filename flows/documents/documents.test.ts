import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../flow.ts';
import { checkCustomer } from './customer.ts';
import { checkOrder } from './order.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const line = { id: '1', sku: 'SHOE-42', title: 'Shoes', quantity: 2, unitPrice: eur('49.95'), total: eur('99.90') };
const order: JsonObject = {
  number: '1001',
  channel: 'shop',
  placedAt: '2026-11-22T10:00:00+01:00',
  customer: { name: 'Åsa Öst', email: 'asa@example.com' },
  currency: 'EUR',
  lines: [line, { sku: 'CABLE', quantity: 0.5, unitPrice: eur('0.15'), discount: eur('0.01'), total: eur('0.07') }],
  shipping: { title: 'Parcel', amount: eur('5.00') },
  discounts: [{ code: 'NOV', amount: eur('10.00') }],
  taxes: [{ title: 'VAT', rate: '0.25', amount: eur('24.98') }],
  subtotal: eur('99.97'),
  total: eur('119.95'),
};
const told = (problems: { code: string; path: string }[]) => problems.map(({ code, path }) => [code, path]);

test('a complete order that adds up goes on', () => expect(checkOrder(order)).toEqual([]));
test('taxes already inside the prices are not added again', () => {
  expect(checkOrder({ ...order, taxesIncluded: true, total: eur('94.97') })).toEqual([]);
});
test('fields this hub does not know are carried along', () => expect(checkOrder({ ...order, loyalty: 7 })).toEqual([]));

describe('an order that may not go on says why', () => {
  test.each<[string, Json, [string, string][]]>([
    [
      'no order at all',
      null,
      [
        ['order.incomplete', ''],
        ['order.incomplete', '/number'],
      ],
    ],
    ['no lines', { ...order, lines: [], subtotal: eur('0'), total: eur('19.98') }, [['order.incomplete', '/lines']]],
    ['an empty number', { ...order, number: ' ' }, [['order.incomplete', '/number']]],
    ['total null', { ...order, total: null }, [['order.incomplete', '/total']]],
    ['total missing', Object.fromEntries(Object.entries(order).filter(([key]) => key !== 'total')), [['order.incomplete', '/total']]],
    ['total NaN', { ...order, total: eur('NaN') }, [['order.invalid_amount', '/total/amount']]],
    ['total 1e5', { ...order, total: eur('1e5') }, [['order.invalid_amount', '/total/amount']]],
    ['total as a number', { ...order, total: 119.95 }, [['order.invalid', '/total']]],
    ['a wrong total', { ...order, total: eur('119.96') }, [['order.arithmetic', '/total']]],
    [
      'a wrong line, told with the sums it spoils',
      { ...order, lines: [{ ...line, total: eur('99.91') }] },
      [
        ['order.arithmetic', '/lines/0/total'],
        ['order.arithmetic', '/subtotal'],
        ['order.arithmetic', '/total'],
      ],
    ],
    [
      'a line in another currency',
      { ...order, lines: [{ ...line, total: { amount: '99.90', currency: 'SEK' } }] },
      [['order.other_currency', '/lines/0/total/currency']],
    ],
    ['a tenth of a cent', { ...order, shipping: { amount: eur('5.001') } }, [['order.invalid_amount', '/shipping/amount/amount']]],
    ['a quantity of nothing', { ...order, lines: [{ ...line, quantity: 0 }] }, [['order.invalid', '/lines/0/quantity']]],
    ['a date without offset', { ...order, placedAt: '2026-11-22' }, [['order.invalid', '/placedAt']]],
  ])('%s', (_, value, problems) => expect(told(checkOrder(value))).toEqual(problems));

  test('both numbers are named', () => expect(checkOrder({ ...order, total: eur('1.00') })[0]?.message).toMatch(/1\.00.*119\.95/));
  test('a field this flow needs is named', () => expect(told(checkOrder(order, ['/shipTo/country']))).toEqual([['order.incomplete', '/shipTo/country']]));
});

test.each<[string, Json, string[], [string, string][]]>([
  ['a name is enough', { name: 'Åsa Öst' }, [], []],
  ['an unnamed one is not', {}, [], [['customer.incomplete', '/name']]],
  [
    'a flow that needs a VAT number',
    { name: 'Ö AB' },
    ['/vatNumber', '/billTo/country'],
    [
      ['customer.incomplete', '/vatNumber'],
      ['customer.incomplete', '/billTo/country'],
    ],
  ],
  ['a VAT number without country', { name: 'Ö AB', vatNumber: '556012579001' }, ['/vatNumber'], [['customer.invalid', '/vatNumber']]],
])('customer: %s', (_, value, needs, problems) => expect(told(checkCustomer(value, needs))).toEqual(problems));
