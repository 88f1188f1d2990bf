import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Invoice } from './invoice.ts';
import { readInvoice } from './read-invoice.ts';
import { writeCii, writeUbl } from './write-invoice.ts';

const sign = fc.constantFrom(...'abcXYZ019äßøł€😀<>&"\'/;:#-+ \n\t\r]'.match(/./gsu)!);
const text = fc.array(sign, { minLength: 1, maxLength: 30 }).map((signs) => `x${signs.join('')}y`);
const code = fc.constantFrom('0088', '9930', 'EM', 'AB');
const number = fc.tuple(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.nat(6)).map(([units, scale]) => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
});
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const optional = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) =>
  fc.record(fields, { requiredKeys: [] }).filter((made) => Object.keys(made).length > 0);
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });

const identifier = fc.record({ value: text, scheme: code }, { requiredKeys: ['value'] });
const ids = some(identifier).map((list) => [...list.filter(({ scheme }) => scheme === undefined), ...list.filter(({ scheme }) => scheme !== undefined)]);
const address = optional({ street: text, street2: text, street3: text, city: text, postcode: text, region: text, country: code });
const party = optional({
  name: text,
  tradingName: text,
  ids,
  legalId: identifier,
  vatId: text,
  taxId: text,
  legalInfo: text,
  endpoint: identifier,
  address,
  contact: optional({ name: text, phone: text, email: text }),
});
const charge = optional({ amount: number, base: number, percent: number, reason: text, reasonCode: code });
const taxed = { category: code, rate: number };
const period = optional({ start: day, end: day });
const file = fc.record({ content: fc.base64String({ minLength: 4, maxLength: 40 }), mime: fc.constant('application/pdf'), name: code });
const price = fc.record({ net: number, discount: number, gross: number, quantity: number, unit: code }, { requiredKeys: ['net', 'quantity'] });
const line = optional({
  id: text,
  note: text,
  object: identifier,
  quantity: number,
  net: number,
  order: text,
  orderLine: text,
  buyerAccounting: text,
  period,
  allowances: some(charge),
  charges: some(charge),
  price,
  tax: optional(taxed),
  item: optional({
    name: text,
    description: text,
    sellerId: text,
    buyerId: text,
    standardId: identifier,
    classes: some(fc.record({ code: text, list: code, version: code }, { requiredKeys: ['code'] })),
    origin: code,
    attributes: some(fc.record({ name: text, value: text })),
  }),
});
const payment = fc.record(
  { code, account: optional({ id: text, name: text, bank: text }), card: optional({ number: text, holder: text }) },
  { requiredKeys: ['code'] },
);
const money = Object.fromEntries('lines allowances charges net tax taxAccounted gross prepaid rounding payable'.split(' ').map((name) => [name, number]));

const invoice = fc
  .record(
    {
      profile: text,
      process: text,
      number: text,
      issueDate: day,
      dueDate: day,
      typeCode: fc.constantFrom('380', '381', '384', '389', '261'),
      currency: fc.constant('EUR'),
      taxCurrency: fc.constant('SEK'),
      taxPointDate: day,
      buyerReference: text,
      project: text,
      contract: text,
      orders: fc.record({ number: text, salesNumber: text }, { requiredKeys: ['number'] }).map((order) => [order]),
      receipts: some(fc.record({ number: text })),
      despatches: some(fc.record({ number: text })),
      tender: text,
      object: identifier,
      buyerAccounting: text,
      paymentTerms: some(fc.record({ text })),
      notes: some(fc.record({ text, subject: fc.constant('AAI') }, { requiredKeys: ['text'] })),
      preceding: some(fc.record({ number: text, issueDate: day }, { requiredKeys: ['number'] })),
      seller: party,
      buyer: party,
      payee: optional({ name: text, ids, legalId: identifier }),
      taxRepresentative: optional({ name: text, vatId: text, address }),
      deliveries: optional({ name: text, location: identifier, date: day, address }).map((delivery) => [delivery]),
      period,
      payments: some(payment),
      paymentReference: text,
      mandate: text,
      creditorId: text,
      debitedAccount: text,
      allowances: some(optional({ amount: number, reason: text, ...taxed })),
      charges: some(optional({ amount: number, percent: number, base: number, ...taxed })),
      totals: optional(money),
      taxes: some(optional({ base: number, tax: number, exemption: text, exemptionCode: code, ...taxed })),
      attachments: some(fc.record({ id: text, description: text, uri: text, file }, { requiredKeys: ['id'] })),
      lines: some(line),
    },
    { requiredKeys: ['typeCode', 'currency', 'taxCurrency', 'payments', 'taxes'] },
  )
  .map((made) => made as Invoice);

describe('what is written reads back', () => {
  it.each([
    ['UBL', writeUbl],
    ['CII', writeCii],
  ] as const)('as %s, field by field, with nothing put aside', (syntax, write) => {
    fc.assert(
      fc.property(invoice, (made) => {
        const read = readInvoice(write(made));
        expect(read.syntax).toBe(syntax);
        expect(read.invoice).toEqual(made);
        expect(read.asides).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('from one syntax to the other', () => {
    fc.assert(
      fc.property(invoice, (made) => {
        expect(readInvoice(writeCii(readInvoice(writeUbl(made)).invoice)).invoice).toEqual(made);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what cannot be written is refused', () => {
  it('rather than lost', () => {
    expect(() => writeUbl({ currency: 'EUR', orders: [{ number: '1' }, { number: '2' }] })).toThrow(/no place for \/orders\/1\/number/);
    expect(() => writeCii({ currency: 'EUR', issueTime: '12:00:00' })).toThrow(/no place for \/issueTime/);
    expect(() => writeUbl({ currency: 'EUR', mandate: 'M1' })).toThrow(/no place for \/mandate/);
  });

  it('when XML has no such sign', () => {
    expect(() => writeUbl({ number: 'a\u0000b' })).toThrow(/U\+0000/);
    expect(() => writeCii({ number: '\ud800' })).toThrow(/U\+D800/);
  });
});

describe('reading', () => {
  it('says where a value stood', () => {
    const { places } = readInvoice(writeUbl({ number: 'A-1', lines: [{ id: '1' }, { id: '2', price: { net: '5' } }] }));
    expect(places.get('/lines/1/price/net')).toMatchObject({ path: '/Invoice/InvoiceLine[2]/Price/PriceAmount' });
    expect(places.get('/number')?.line).toBeGreaterThan(1);
  });

  it.each(['1e5', '0x1F', '1,234.50', '--1', '1.2.3'])('refuses the amount %s', (amount) => {
    const xml = writeUbl({ totals: { payable: '77.00' } }).replace('77.00', amount);
    expect(() => readInvoice(xml)).toThrow(expect.objectContaining({ status: 422, problems: [expect.objectContaining({ code: 'einvoice.invalid_amount' })] }));
  });

  it('refuses other documents by name', () => {
    expect(() => readInvoice('<Order xmlns="urn:x"/>')).toThrow(/Order of urn:x is not supported/);
    expect(() => readInvoice('<Invoice/>')).toThrow(/no namespace/);
  });

  it('keeps absent apart from empty, and unknown parts aside', () => {
    const xml = writeUbl({ number: 'N', buyerReference: 'B' }).replace('>B<', '><').replace('</Invoice>', '<x:Odd xmlns:x="urn:x" a="1">y</x:Odd></Invoice>');
    const { invoice: read, asides } = readInvoice(xml);
    expect(read).toEqual({ number: 'N', buyerReference: '' });
    expect(asides.map(({ path, text: said }) => [path, said])).toEqual([
      ['/Invoice/Odd/@a', '1'],
      ['/Invoice/Odd', 'y'],
    ]);
  });
});
