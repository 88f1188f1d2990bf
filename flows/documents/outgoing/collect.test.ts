import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../order.ts';
import { type Billable, closesAt, type Frequency, frequencies, groupOf, merge } from './collect.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const order = (number: string, quantity: number, more: Partial<Order> = {}): Order => ({
  number,
  placedAt: '2026-11-20T10:00:00Z',
  currency: 'EUR',
  customer: { id: 'C-7', name: 'Nordlys' },
  lines: [{ id: '1', sku: 'LAMP', title: 'Lamp', quantity, unitPrice: eur('25.00'), total: eur(new Big(25).times(quantity).toFixed(2)) }],
  total: eur('0.00'),
  ...more,
});

describe('a period of collecting ends', () => {
  it.each<[Frequency, string, string | undefined, string]>([
    ['daily', '2026-11-26T09:00:00+01:00', undefined, '2026-11-27T00:00:00+01:00'],
    ['daily', '2026-11-26T17:59:59+01:00', '18:00', '2026-11-26T18:00:00+01:00'],
    ['daily', '2026-11-26T18:00:00+01:00', '18:00', '2026-11-27T18:00:00+01:00'],
    ['weekly', '2026-11-26T09:00:00+01:00', undefined, '2026-11-30T00:00:00+01:00'],
    ['weekly', '2026-11-29T19:00:00+01:00', '18:00', '2026-12-06T18:00:00+01:00'],
    ['monthly', '2026-02-10T09:00:00+01:00', undefined, '2026-03-01T00:00:00+01:00'],
    ['monthly', '2026-12-31T23:59:59+01:00', undefined, '2027-01-01T00:00:00+01:00'],
    ['daily', '2026-10-25T01:00:00+02:00', undefined, '2026-10-26T00:00:00+01:00'],
  ])('%s, %s until %s: %s', (frequency, at, cutOff, end) => {
    expect(new Date(closesAt(frequency, Date.parse(at), 'Europe/Stockholm', cutOff)).toISOString()).toBe(new Date(end).toISOString());
  });

  it('after every instant, and every instant of a period has the same end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...frequencies),
        fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2032, 0) }),
        fc.constantFrom('24:00', '18:00', '06:30'),
        (frequency, at, cutOff) => {
          const end = closesAt(frequency, at, 'Europe/Stockholm', cutOff);
          expect(end).toBeGreaterThan(at);
          expect(closesAt(frequency, end - 1, 'Europe/Stockholm', cutOff)).toBe(end);
          expect(closesAt(frequency, end, 'Europe/Stockholm', cutOff)).toBeGreaterThan(end);
          if (frequency === 'two_weekly') expect(Math.round((closesAt(frequency, end, 'Europe/Stockholm', cutOff) - end) / 86_400_000)).toBe(14);
        },
      ),
    );
  });
});

describe('what was collected', () => {
  it('comes to one order: every delivered piece once, freight once, discounts in part', () => {
    const first: Billable = {
      order: order('SO-1', 4, { shipping: { amount: eur('9.00') }, discounts: [{ amount: eur('10.00') }] }),
      delivery: { number: 'D1', date: '2026-11-21', lines: [{ id: '1', quantity: 2 }] },
    };
    const rest: Billable = { ...first, delivery: { number: 'D2', date: '2026-11-22', lines: [{ id: '1', quantity: 2 }], withShipping: false } };
    const merged = merge([first, rest, { order: order('SO-2', 1) }]);
    expect(merged.order.lines.map(({ id, quantity, total }) => [id, quantity, total.amount])).toEqual([
      ['SO-1/1', 2, '50.00'],
      ['SO-1/1', 2, '50.00'],
      ['SO-2/1', 1, '25.00'],
    ]);
    expect(merged.order).toMatchObject({
      number: 'SO-1, SO-2',
      shipping: { amount: eur('9.00') },
      discounts: [{ amount: eur('5.00') }, { amount: eur('5.00') }],
      total: eur('124.00'),
    });
    expect(merged.delivery.date).toBe('2026-11-22');
  });

  it('keeps apart what cannot stand on one invoice', () => {
    const other = [
      order('B', 1, { currency: 'SEK' }),
      order('B', 1, { taxesIncluded: true }),
      order('B', 1, { customer: { id: 'C-8' } }),
      order('B', 1, { billTo: { city: 'Oslo' } }),
    ];
    for (const one of other) {
      expect(groupOf({ order: one }, [])).not.toBe(groupOf({ order: order('A', 1) }, []));
      expect(() => merge([{ order: order('A', 1) }, { order: one }])).toThrow('differs');
    }
    expect(groupOf({ order: order('A', 1) }, ['PO-1'])).not.toBe(groupOf({ order: order('A', 1) }, ['PO-2']));
    expect(() => merge([{ order: order('A', 1), delivery: { date: '2026-11-21', lines: [{ id: '1', quantity: 2 }] } }])).toThrow('more is delivered');
  });
});
