import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../flow.ts';
import { fromUnits, toUnits } from '../amount.ts';
import { inPieces } from '../read-statements.ts';
import { payoutOf } from './payout.ts';
import { readAdyenSettlement } from './read-adyen.ts';
import { readStripePayout } from './read-stripe.ts';

const payout = (amount: number, more: JsonObject = {}): JsonObject => ({
  object: 'payout',
  id: 'po_1',
  amount,
  currency: 'eur',
  arrival_date: 1_772_409_600,
  status: 'paid',
  ...more,
});
const transaction = (id: string, type: string, amount: number, fee = 0, more: JsonObject = {}): JsonObject => ({
  object: 'balance_transaction',
  id,
  type,
  reporting_category: type,
  amount,
  fee,
  net: amount - fee,
  currency: 'eur',
  created: 1_772_323_200,
  ...more,
});

describe('a Stripe payout', () => {
  const transactions = [
    transaction('txn_1', 'charge', 10_000, 170, { source: { id: 'ch_1', object: 'charge', metadata: { order_id: '1001' }, currency: 'sek', amount: 114_500 } }),
    transaction('txn_2', 'charge', 2_599, 64, { source: 'ch_2' }),
    transaction('txn_3', 'refund', -1_000, 0, { source: { id: 're_1', charge: 'ch_0' } }),
    transaction('txn_4', 'adjustment', -2_000, 1_500, { reporting_category: 'dispute', source: 'dp_1' }),
    transaction('txn_5', 'reserve_transaction', -500, 0),
    transaction('txn_6', 'stripe_fee', -200, 0, { reporting_category: 'fee' }),
    transaction('txn_7', 'payout', -7_165, 0),
  ];

  it('is taken apart to the cent', () => {
    const found = readStripePayout(payout(7_165), { object: 'list', data: transactions, has_more: false });
    expect(found).toMatchObject({ id: 'po_1', currency: 'EUR', amount: '71.65', date: '2026-03-02', warnings: [] });
    expect(found.totals).toEqual({ capture: '125.99', fee: '-19.34', refund: '-10.00', chargeback: '-20.00', reserve: '-5.00' });
    expect(found.parts[0]).toMatchObject({ kind: 'capture', of: 'ch_1', reference: '1001', presented: { amount: '1145.00', currency: 'SEK' } });
    expect(found.parts[1]).toMatchObject({ kind: 'fee', amount: '-1.70', of: 'txn_1', reference: '1001' });
    expect(found.parts.find(({ kind }) => kind === 'refund')).toMatchObject({ of: 'ch_0' });
  });

  it('says what its parts do not explain', () => {
    const [warning] = readStripePayout(payout(7_166), transactions).warnings;
    expect(warning).toMatchObject({ code: 'payout.unexplained' });
    expect(warning?.detail).toContain('0.01 is not explained');
  });

  it.each([
    ['a page of several', payout(1), { object: 'list', data: [], has_more: true }],
    ['an amount that is no whole number', payout(1.5), []],
    ['another currency', payout(1), [transaction('t', 'charge', 1, 0, { currency: 'usd' })]],
    ['something else', { object: 'charge' }, []],
  ] as [string, Json, Json][])('refuses %s', (_name, one, list) => {
    expect(() => readStripePayout(one, list)).toThrow(expect.objectContaining({ status: 422 }));
  });

  it('adds up whatever the transactions are', () => {
    const amounts = fc.array(
      fc.tuple(
        fc.constantFrom('charge', 'refund', 'dispute', 'reserve_hold', 'contribution'),
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 1e6 }),
      ),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(amounts, fc.constantFrom('eur', 'jpy', 'kwd', 'isk'), (list, currency) => {
        const net = list.reduce((sum, [, amount, fee]) => sum + amount - fee, 0);
        const found = readStripePayout(
          payout(net, { currency }),
          list.map(([type, amount, fee], at) => transaction(`t${at}`, type, amount, fee, { currency })),
        );
        expect(found.warnings).toEqual([]);
        expect(found.parts.reduce((sum, { amount }) => sum + toUnits(amount), 0n)).toBe(toUnits(found.amount));
      }),
      { numRuns: 200 },
    );
  });
});

const header =
  'Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number';
const report = [
  header,
  'Loom,LoomEU,P1,1001,visa,2026-03-01 10:00:00,CET,Settled,M1,EUR,,100.00,1,EUR,,98.80,,0.60,0.10,0.50,12',
  'Loom,LoomEU,P2,"1002, second",ideal,2026-03-01 11:00:00,CET,Settled,M2,SEK,,1145.00,0.0873,EUR,,99.86,0.10,,,,12',
  'Loom,LoomEU,P1,1001,visa,2026-03-01 12:00:00,CET,Refunded,M3,EUR,25.00,,1,EUR,25.00,,,,,,12',
  'Loom,LoomEU,P0,0999,mc,2026-03-01 12:00:00,CET,Chargeback,M4,EUR,40.00,,1,EUR,47.50,,,7.50,,,12',
  'Loom,LoomEU,,,,2026-03-01 13:00:00,CET,Fee,Transaction Fees,EUR,3.00,,1,EUR,3.00,,,,,,12',
  'Loom,LoomEU,,,,2026-03-01 13:00:00,CET,DepositCorrection,D1,EUR,10.00,,1,EUR,10.00,,,,,,12',
  'Loom,LoomEU,,,,2026-03-02 00:00:00,CET,MerchantPayout,"TX1XT batch 12, LoomEU",EUR,113.16,,1,EUR,113.16,,,,,,12',
  'Loom,LoomEU,P9,1009,visa,2026-03-03 10:00:00,CET,Settled,M9,EUR,,10.00,1,EUR,,9.90,0.10,,,,13',
];

describe('an Adyen settlement detail report', () => {
  it('becomes one payout per batch, each to the cent', async () => {
    const [paid, open] = await readAdyenSettlement(inPieces(Buffer.from(report.join('\r\n'))));
    expect(paid).toMatchObject({ id: 'LoomEU/12', amount: '113.16', currency: 'EUR', date: '2026-03-02', status: 'paid', warnings: [] });
    expect(paid?.totals).toEqual({ capture: '199.96', fee: '-11.80', refund: '-25.00', chargeback: '-40.00', reserve: '-10.00' });
    expect(paid?.parts.find(({ of }) => of === 'P2')).toMatchObject({ reference: '1002, second', presented: { amount: '1145.00', currency: 'SEK' } });
    expect(open).toMatchObject({ id: 'LoomEU/13', status: 'open', amount: '9.90', warnings: [] });
  });

  it('is found again in the bank by its batch, never by a longer number', async () => {
    const payouts = await readAdyenSettlement(inPieces(Buffer.from(report.join('\n'))));
    const entry = { amount: '113.16', currency: 'EUR', raw: '', supplementary: '' };
    expect(payoutOf({ ...entry, text: 'Adyen NV TX1XT BATCH 12 LoomEU' }, payouts)?.id).toBe('LoomEU/12');
    expect(payoutOf({ ...entry, text: 'BATCH 123' }, payouts)).toBeUndefined();
    expect(payoutOf({ ...entry, amount: '113.17', text: 'batch 12' }, payouts)).toBeUndefined();
  });

  it('refuses a file with other columns', async () => {
    await expect(readAdyenSettlement(inPieces(Buffer.from('a,b\n1,2')))).rejects.toMatchObject({ status: 422 });
  });
});

it('amounts survive a way through millionths', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (units) => toUnits(fromUnits(units, 'EUR')) === units));
});
