import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order, OrderLine } from '../../order.ts';
import type { Invoice } from '../invoice.ts';
import { readInvoice } from '../read-invoice.ts';
import { writeCii, writeUbl } from '../write-invoice.ts';
import { shares } from './amounts.ts';
import { buildInvoice } from './build-invoice.ts';
import type { InvoicePlan, SellerSettings, TaxRule } from './plan.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const standard: TaxRule = { category: 'S', rate: '25' };
const seller: SellerSettings = {
  party: { name: 'Loom AB', vatId: 'SE556000000001', address: { city: 'Lund', country: 'SE' } },
  payments: [{ code: '30', account: { id: 'SE4550000000058398257466' } }],
};

const line = (sku: string, quantity: number, unitPrice: string, more: Partial<OrderLine> = {}): OrderLine => ({
  id: sku,
  sku,
  quantity,
  unitPrice: eur(unitPrice),
  total: eur(
    new Big(unitPrice)
      .times(quantity)
      .minus(more.discount?.amount ?? 0)
      .toFixed(2),
  ),
  ...more,
});

function plan(order: Partial<Order>, more: Partial<InvoicePlan> = {}): InvoicePlan {
  return {
    number: 'INV-1001',
    issueDate: '2026-11-26',
    order: { number: 'SO-1', placedAt: '2026-11-20T10:00:00Z', currency: 'EUR', lines: [], total: eur('0.00'), ...order },
    seller,
    tax: () => standard,
    ...more,
  };
}

/** The sums of EN 16931: BR-CO-10 to 17, per category BR-S-08. */
function expectSums({ totals, taxes = [], lines = [], allowances = [], charges = [] }: Invoice): void {
  const sum = (values: (string | undefined)[]): string => values.reduce((total, value) => total.plus(value ?? 0), new Big(0)).toFixed();
  const same = (one: string | undefined, other: string): void => expect(new Big(one ?? 0).toFixed()).toBe(other);
  same(totals?.lines, sum(lines.map(({ net }) => net)));
  same(
    totals?.net,
    new Big(totals?.lines ?? 0)
      .minus(totals?.allowances ?? 0)
      .plus(totals?.charges ?? 0)
      .toFixed(),
  );
  same(totals?.allowances, sum(allowances.map(({ amount }) => amount)));
  same(totals?.charges, sum(charges.map(({ amount }) => amount)));
  same(totals?.tax, sum(taxes.map(({ tax }) => tax)));
  same(totals?.gross, new Big(totals?.net ?? 0).plus(totals?.tax ?? 0).toFixed());
  same(
    totals?.payable,
    new Big(totals?.gross ?? 0)
      .minus(totals?.prepaid ?? 0)
      .plus(totals?.rounding ?? 0)
      .toFixed(),
  );
  for (const { category, rate, base, tax } of taxes) {
    const under = <T extends { category?: string; rate?: string }>(one: T | undefined): boolean =>
      one?.category === category && new Big(one?.rate ?? 0).eq(rate ?? 0);
    const there = sum([...lines.filter((one) => under(one.tax)).map(({ net }) => net), ...charges.filter(under).map(({ amount }) => amount)]);
    same(base, new Big(there).minus(sum(allowances.filter(under).map(({ amount }) => amount))).toFixed());
    same(
      tax,
      new Big(base ?? 0)
        .times(rate ?? 0)
        .div(100)
        .round(2, 1)
        .toFixed(),
    );
  }
  for (const one of lines) {
    expect(one.price?.net?.startsWith('-')).toBe(false);
    const computed = new Big(one.quantity ?? 0)
      .times(one.price?.net ?? 0)
      .minus(sum((one.allowances ?? []).map(({ amount }) => amount)))
      .plus(sum((one.charges ?? []).map(({ amount }) => amount)));
    expect(
      computed
        .minus(one.net ?? 0)
        .abs()
        .lte('0.02'),
      `line ${one.id}: ${computed.toFixed()} for ${one.net}`,
    ).toBe(true);
  }
}

describe('an invoice is built from an order', () => {
  it('with tax on the sum of a category, not line by line', () => {
    const built = buildInvoice(plan({ lines: [line('A', 1, '0.10'), line('B', 1, '0.10'), line('C', 1, '0.10')], total: eur('0.38') }));
    expect(built.taxes).toEqual([{ base: '0.30', tax: '0.08', category: 'S', rate: '25' }]);
    expect(built.totals).toMatchObject({ gross: '0.38', payable: '0.38' });
    expectSums(built);
  });

  it('with tax taken out of prices that hold it, and the cent that is left as rounding', () => {
    const tax = (): TaxRule => ({ category: 'S', rate: '19' });
    const built = buildInvoice(plan({ taxesIncluded: true, lines: [line('A', 3, '9.99')], shipping: { amount: eur('4.95') }, total: eur('34.92') }, { tax }));
    expectSums(built);
    expect(built.totals?.payable).toBe('34.92');
  });

  it('with a discount of the order spread over its rates to the cent', () => {
    const tax = (of?: OrderLine): TaxRule => ({ category: 'S', rate: of?.sku === 'BOOK' ? '6' : '25' });
    const built = buildInvoice(
      plan(
        { lines: [line('A', 1, '100.00'), line('BOOK', 1, '50.00')], discounts: [{ title: 'Autumn', amount: eur('10.00') }], total: eur('166.13') },
        { tax },
      ),
    );
    expect(built.allowances).toEqual([
      { amount: '6.67', reason: 'Autumn', reasonCode: '95', category: 'S', rate: '25' },
      { amount: '3.33', reason: 'Autumn', reasonCode: '95', category: 'S', rate: '6' },
    ]);
    expectSums(built);
  });

  it('of what was delivered only', () => {
    const order = { lines: [line('A', 10, '5.00', { discount: eur('10.00') }), line('B', 1, '1.00')], total: eur('51.25') };
    const built = buildInvoice(plan(order, { delivery: { number: 'D-7', date: '2026-11-25', lines: [{ id: 'A', quantity: 4 }] } }));
    expect(built.lines).toHaveLength(1);
    expect(built.totals).toMatchObject({ lines: '16.00', payable: '20.00' });
    expect(built.despatches).toEqual([{ number: 'D-7' }]);
    expect(built.deliveries).toEqual([{ date: '2026-11-25' }]);
    expectSums(built);
  });

  it('and refuses to bill more than was ordered', () => {
    const order = { lines: [line('A', 1, '5.00')], total: eur('6.25') };
    expect(() => buildInvoice(plan(order, { delivery: { date: '2026-11-25', lines: [{ id: 'A', quantity: 2 }] } }))).toThrow(
      /2 of line A were delivered, 1 ordered/,
    );
    expect(() => buildInvoice(plan(order, { delivery: { date: '2026-11-25', lines: [{ id: 'Z', quantity: 1 }] } }))).toThrow(/delivered but not ordered/);
  });

  it('and refuses a total its lines do not come to', () => {
    expect(() => buildInvoice(plan({ lines: [line('A', 1, '100.00')], total: eur('119.00') }))).toThrow(/119.00 EUR.*125.00/);
  });

  it('rounded to the step of a currency', () => {
    const built = buildInvoice(plan({ lines: [line('A', 1, '9.98')], total: eur('12.48') }, { seller: { ...seller, step: '0.05' } }));
    expect(built.totals).toMatchObject({ gross: '12.48', rounding: '0.02', payable: '12.50' });
    expectSums(built);
  });

  it('with the reason where there is no tax, and no rate where there can be none', () => {
    const order = { lines: [line('A', 1, '100.00')], total: eur('100.00') };
    expect(buildInvoice(plan(order, { tax: () => ({ category: 'AE' }) })).taxes).toEqual([
      { base: '100.00', tax: '0.00', category: 'AE', rate: '0', exemption: 'Reverse charge', exemptionCode: 'VATEX-EU-AE' },
    ]);
    expect(buildInvoice(plan(order, { tax: () => ({ category: 'O' }) })).lines?.[0]?.tax).toEqual({ category: 'O' });
  });

  it('with what was paid before, the due day of the customer and a checked reference', () => {
    const built = buildInvoice(
      plan(
        { lines: [line('A', 1, '100.00')], total: eur('125.00') },
        { prepaid: eur('25.00'), customer: { name: 'Ida', terms: { days: 10 }, peppolId: '0007:5567321707' }, seller: { ...seller, reference: 'OCR' } },
      ),
    );
    expect(built.totals).toMatchObject({ prepaid: '25.00', payable: '100.00' });
    expect(built).toMatchObject({ dueDate: '2026-12-06', paymentReference: '10017', buyer: { endpoint: { scheme: '0007', value: '5567321707' } } });
  });

  it('as a credit note that names what it credits', () => {
    const order = { lines: [line('A', 1, '100.00')], total: eur('125.00') };
    const built = buildInvoice(plan(order, { credits: { number: 'INV-900', issueDate: '2026-10-01' } }));
    expect(built).toMatchObject({ typeCode: '381', preceding: [{ number: 'INV-900', issueDate: '2026-10-01' }], totals: { payable: '125.00' } });
    expect(writeUbl(built)).toContain('<CreditNote ');
  });

  it('in any order: sums hold, both syntaxes read back equal', () => {
    const money = fc.integer({ min: -5_000, max: 500_000 }).map((cents) => new Big(cents).div(100).toFixed(2));
    const lines = fc.array(fc.tuple(money, fc.integer({ min: 1, max: 40 }), fc.nat(4), fc.constantFrom('25', '12', '6', '0')), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.boolean(), fc.nat(500), fc.nat(900), (made, taxesIncluded, off, shipping) => {
        const rates = new Map(made.map(([, , , rate], index) => [`L${index}`, rate]));
        const tax = (of?: OrderLine): TaxRule => {
          const rate = rates.get(of?.sku ?? '') ?? '25';
          return rate === '0' ? { category: 'Z', rate } : { category: 'S', rate };
        };
        const cents = (units: number) => eur(new Big(units).div(100).toFixed(2));
        const built = made.map(([price, quantity, discount], index) => line(`L${index}`, quantity, price, discount === 0 ? {} : { discount: cents(discount) }));
        const order = { lines: built, taxesIncluded, shipping: { amount: cents(shipping) }, discounts: [{ amount: cents(off) }] };
        const whole = plan(order, { tax, delivery: { date: '2026-11-25', lines: built.map(({ sku, quantity }) => ({ id: sku, quantity })) } });
        const invoice = buildInvoice(whole);
        expectSums(invoice);
        expect(readInvoice(writeUbl(invoice)).invoice).toEqual(invoice);
        expect(readInvoice(writeCii(invoice)).invoice).toEqual(invoice);
      }),
      { numRuns: 200 },
    );
  });

  it('shares come to the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), fc.array(fc.nat(1000), { minLength: 1, maxLength: 9 }), (cents, weights) => {
        const total = new Big(cents).div(100);
        const parts = shares(
          total,
          weights.map((weight) => new Big(weight)),
          2,
        );
        expect(parts.reduce((sum, part) => sum.plus(part), new Big(0)).toFixed()).toBe(total.toFixed());
      }),
    );
  });
});

describe('time', () => {
  it('a full invoice of forty lines takes 10 ms or less to build and write, in the middle of 50', () => {
    const lines = Array.from({ length: 40 }, (_, index) => line(`SKU-${index}`, 1 + (index % 7), `${10 + index}.95`));
    const net = lines.reduce((sum, { total }) => sum.plus(total.amount), new Big(0));
    const full = plan({ lines, total: eur(net.times('1.25').toFixed(2)) });
    const took = Array.from({ length: 50 }, () => {
      const from = performance.now();
      writeUbl(buildInvoice(full));
      return performance.now() - from;
    }).sort((a, b) => a - b);
    console.info(`build and write of 40 lines: median ${took[25]!.toFixed(1)} ms`);
    expect(took[25]).toBeLessThanOrEqual(10);
  });
});
