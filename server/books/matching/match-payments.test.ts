import { describe, expect, test } from 'vitest';
import { makeReference } from '../../../flows/documents/references/schemes.ts';
import { matchInput } from './match-documents.ts';
import { type BookInput, type MatchAnswer, type PaymentInput, readBook, readPayment } from './match-input.ts';
import { matchPayments } from './match-payments.ts';
import { balanceOf } from './shapes.ts';

const customers: NonNullable<BookInput['customers']> = [
  { id: 'C-100', name: 'Nordlys Varme AS', postcode: '0150', accounts: ['NO9386011117947'] },
  { id: 'C-200', name: 'Kaltwasser GmbH', postcode: '10115' },
  { id: 'C-300', name: 'Tuinhuis B.V.', postcode: '1011 AB' },
];
type Item = BookInput['items'][number];
const item = (number: string, customer: string, amount: string, more: Partial<Item> = {}): Item => ({
  id: number,
  number,
  customer,
  amount,
  currency: 'EUR',
  date: '2026-09-01',
  ...more,
});
const nordlys: Partial<PaymentInput> = { name: 'NORDLYS VARME', account: 'NO9386011117947' };

function decide(items: Item[], payment: Partial<PaymentInput>, more: Partial<BookInput> = {}): MatchAnswer {
  const asked = { id: 'P', amount: '100.00', currency: 'EUR', date: '2026-10-01', ...payment };
  return matchInput(JSON.parse(JSON.stringify({ customers, items, ...more })), JSON.parse(JSON.stringify([asked])))[0]!; // one payment, one decision
}
const paid = ({ allocations }: MatchAnswer): string[] => allocations.map(({ item: id, amount }) => `${id} ${amount}`);

describe('never automatic', () => {
  test('two open invoices of one amount without a reference (Odoo #9177)', () => {
    const twins = [item('INV-1001', 'C-100', '100.00'), item('INV-1002', 'C-100', '100.00')];
    expect(decide(twins, nordlys).decision).not.toBe('AUTO');
  });

  test('an amount that fits while the reference names something else (ERPNext #46725)', () => {
    const items = [item('INV-10010', 'C-100', '100.00'), item('INV-10020', 'C-100', '80.00'), item('INV-10030', 'C-200', '90.00')];
    expect(decide(items, { ...nordlys, text: 'INV-10999' }).decision).not.toBe('AUTO');
    expect(decide(items, { ...nordlys, text: 'INV-10030' }).decision).not.toBe('AUTO');
    expect(decide(items, { ...nordlys, text: 'INV-10020' }).decision).not.toBe('AUTO');
  });

  test('a run leaves what a person allocated as it is (OCA #43)', () => {
    const items = [item('INV-1001', 'C-100', '100.00'), item('INV-1002', 'C-100', '60.00')];
    expect(paid(decide(items, { ...nordlys, text: 'INV-1001', allocations: [{ item: 'INV-1002', amount: '60.00' }] }))).toEqual(['INV-1002 60.00']);
  });

  test('a sum that several sets of items give', () => {
    const items = ['30.00', '70.00', '40.00', '60.00'].map((amount, at) => item(`INV-100${at}`, 'C-100', amount));
    expect(decide(items, nordlys).decision).not.toBe('AUTO');
  });

  test('more money than is open, and a number of another customer than the payer', () => {
    expect(decide([item('INV-1001', 'C-100', '90.00')], { ...nordlys, text: 'INV-1001' }).decision).not.toBe('AUTO');
    expect(decide([item('INV-1001', 'C-200', '100.00')], { ...nordlys, text: 'INV-1001' }).decision).not.toBe('AUTO');
  });

  test('two payments that claim one invoice by nothing but the amount', () => {
    const payments = ['P1', 'P2'].map((id) => ({ id, amount: '100.00', currency: 'EUR', ...nordlys }));
    const answers = matchInput(JSON.parse(JSON.stringify({ customers, items: [item('INV-1001', 'C-100', '100.00')] })), JSON.parse(JSON.stringify(payments)));
    expect(answers.map(({ decision }) => decision)).toEqual(['SUGGEST', 'SUGGEST']);
  });

  test('an account two firms share, without the name', () => {
    const aliases = ['C-100', 'C-200'].map((customer) => ({ customer, account: 'DE99', confirmed: 5 }));
    expect(decide([item('INV-1001', 'C-100', '100.00')], { account: 'DE99' }, { aliases }).decision).toBe('UNIDENTIFIED');
  });
});

describe('references', () => {
  const items = [
    item('INV-2026-10017', 'C-100', '100.00'),
    item('INV-2026-10018', 'C-100', '50.00'),
    item('INV-2026-10019', 'C-100', '25.00'),
    item('INV-2026-10020', 'C-200', '25.00'),
  ];
  test.each([
    ['plain', 'Payment INV-2026-10017', '100.00', ['INV-2026-10017 100.00']],
    ['without its signs', 'inv202610017', '100.00', ['INV-2026-10017 100.00']],
    ['wrapped at 27', 'Payment for order INV-2026-1\n0017 thanks', '100.00', ['INV-2026-10017 100.00']],
    ['wrapped so that words run together', 'thanksINV-2026-10017for it', '100.00', ['INV-2026-10017 100.00']],
    ['cut to its tail', 'inv 10017', '100.00', ['INV-2026-10017 100.00']],
    ['misread', 'INV-2O26-I0017', '100.00', ['INV-2026-10017 100.00']],
    ['a list', 'INV-2026-10017/18', '150.00', ['INV-2026-10017 100.00', 'INV-2026-10018 50.00']],
    ['a range', 'INV-2026-10017 - INV-2026-10019', '175.00', ['INV-2026-10017 100.00', 'INV-2026-10018 50.00', 'INV-2026-10019 25.00']],
    ['a short range', 'INV-2026-10017-10019', '175.00', ['INV-2026-10017 100.00', 'INV-2026-10018 50.00', 'INV-2026-10019 25.00']],
    ['a part', 'INV-2026-10017', '40.00', ['INV-2026-10017 40.00']],
  ])('%s', (_, text, amount, allocations) => {
    const answer = decide(items, { ...nordlys, text, amount });
    expect([answer.decision, paid(answer)], answer.because).toEqual(['AUTO', allocations]);
  });

  test.each(['RF', 'KID10', 'KID11', 'OGM', 'QRR', 'VIITE', 'OCR', 'BETALINGSKENMERK'] as const)(
    '%s pays by itself; with a wrong check digit it does not',
    (kind) => {
      const reference = makeReference(kind, '4711001');
      const wrong = reference.slice(0, -1) + ((Number(reference.at(-1)) + 1 || 0) % 10);
      const open = [item('INV-1', 'C-100', '100.00', { references: [reference] })];
      expect(decide(open, { references: [reference] }).decision).toBe('AUTO');
      expect(decide(open, { references: [wrong] }).decision).toBe('UNIDENTIFIED');
    },
  );

  test('an order number leads to its invoice', () => {
    const open = [item('INV-1001', 'C-100', '100.00', { related: ['SO-88123'] })];
    expect(paid(decide(open, { ...nordlys, text: 'order SO-88123' }))).toEqual(['INV-1001 100.00']);
  });
});

describe('amounts', () => {
  const parts = (items: Item[], payment: Partial<PaymentInput>) => {
    const book = readBook({ customers, items });
    const asked = readPayment({ id: 'P', amount: '100.00', currency: 'EUR', date: '2026-10-01', ...payment }, book);
    const decision = matchPayments([asked], book)[0]!; // one payment, one decision
    expect(balanceOf(decision)).toBe(asked.amount);
    return [
      decision.verdict,
      decision.allocations.map(({ amount }) => amount),
      Object.fromEntries(Object.entries(decision.parts).filter(([, amount]) => amount !== 0n)),
    ];
  };

  test('a credit note is taken off with its sign, when only one set fits to the cent', () => {
    expect(
      parts([item('INV-1001', 'C-100', '130.00'), item('CN-7', 'C-100', '30.00', { type: 'credit-note' }), item('INV-1003', 'C-100', '77.77')], nordlys),
    ).toEqual(['AUTO', [13_000n, -3_000n], {}]);
  });

  test('a cash discount counts within its term and grace', () => {
    const discounted = [item('INV-1001', 'C-100', '102.00', { discount: { amount: '2.00', until: '2026-09-29' } })];
    expect(parts(discounted, { ...nordlys, text: 'INV-1001' })).toEqual(['AUTO', [10_200n], { discount: -200n }]);
    expect(parts(discounted, { ...nordlys, text: 'INV-1001', date: '2026-10-20' })).toEqual(['AUTO', [10_000n], {}]);
  });

  test('a fee up to min(5.00, 0.5 %) is written off, a cent more is a part payment', () => {
    expect(parts([item('INV-1001', 'C-100', '100.50')], { ...nordlys, text: 'INV-1001' })).toEqual(['AUTO', [10_050n], { fee: -50n }]);
    expect(parts([item('INV-1001', 'C-100', '100.52')], { ...nordlys, text: 'INV-1001' })).toEqual(['AUTO', [10_000n], {}]);
    expect(parts([item('INV-1001', 'C-100', '2005.00')], { ...nordlys, amount: '2000.00', text: 'INV-1001' })).toEqual(['AUTO', [200_500n], { fee: -500n }]);
    expect(parts([item('INV-1001', 'C-100', '2005.01')], { ...nordlys, amount: '2000.00', text: 'INV-1001' })).toEqual(['AUTO', [200_000n], {}]);
  });

  test('another currency fits within 1.5 % of the day rate; the difference is exchange', () => {
    const dollars = [item('INV-1001', 'C-100', '110.00', { currency: 'USD' })];
    expect(parts(dollars, { ...nordlys, text: 'INV-1001', rates: { USD: '0.92' } })).toEqual(['AUTO', [11_000n], { fx: -120n }]);
    expect(parts(dollars, { ...nordlys, text: 'INV-1001', rates: { USD: '0.88' } })[0]).toBe('UNIDENTIFIED');
  });

  test('what is over stands on account', () => {
    expect(parts([item('INV-1001', 'C-100', '90.00')], { ...nordlys, text: 'INV-1001' })).toEqual(['SUGGEST', [9_000n], { onAccount: 1_000n }]);
  });
});

describe('what the payer says in structured form', () => {
  const items = [item('INV-10017', 'C-100', '100.00'), item('INV-10018', 'C-100', '50.00')];
  test('amounts per document are taken as said', () => {
    const documents = [
      { number: 'INV-10017', amount: '90.00' },
      { number: 'INV-10018', amount: '10.00' },
    ];
    expect(paid(decide(items, { ...nordlys, documents }))).toEqual(['INV-10017 90.00', 'INV-10018 10.00']);
  });

  test('one member of a group pays for others', () => {
    const group = customers.map((customer) => ({ ...customer, group: 'G' }));
    const owed = [item('INV-10017', 'C-200', '60.00'), item('INV-10018', 'C-300', '40.00')];
    const answer = decide(owed, { ...nordlys, text: 'INV-10017 INV-10018' }, { customers: group });
    expect(paid(answer), answer.because).toEqual(['INV-10017 60.00', 'INV-10018 40.00']);
  });

  test('one item of the amount is not taken where others sum to it', () => {
    expect(decide([item('INV-1', 'C-100', '100.00'), item('INV-2', 'C-100', '60.00'), item('INV-3', 'C-100', '40.00')], nordlys).decision).not.toBe('AUTO');
  });
});

test.each([
  ['1001-1005', '515.00', 5],
  ['Rechnungen 1001/02/03', '306.00', 3],
  ['1001 bis 1005', '515.00', 5],
  ['1005', '105.00', 1],
])('short numbers of a known payer that fit to the cent: %s', (text, amount, count) => {
  const short = [1001, 1002, 1003, 1004, 1005].map((number) => item(String(number), 'C-100', `${number - 900}.00`));
  const answer = decide(short, { name: 'Nordlys Varme', text, amount });
  expect([answer.decision, answer.allocations.length], answer.because).toEqual(['AUTO', count]);
});

test('a short number of another customer keeps an amount that fits from being automatic', () => {
  expect(decide([item('1001', 'C-100', '100.00'), item('2001', 'C-200', '70.00')], { ...nordlys, text: '2001' }).decision).not.toBe('AUTO');
});

test('equals share the chance; one that fits only less its discount is an equal too', () => {
  const twins = decide([item('INV-1001', 'C-100', '100.00'), item('INV-1002', 'C-100', '100.00')], { ...nordlys, postcode: '0150' });
  expect(twins.p).toBeLessThan(0.51);
  const discounted = item('INV-1002', 'C-100', '102.00', { discount: { amount: '2.00', until: '2026-12-01' } });
  expect(decide([item('INV-1001', 'C-100', '100.00'), discounted], nordlys).decision).not.toBe('AUTO');
});
