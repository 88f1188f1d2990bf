import { describe, expect, it } from 'vitest';
import type { Order } from '../../order.ts';
import { validateInvoice } from '../validate.ts';
import { writeCii, writeUbl } from '../write-invoice.ts';
import { buildInvoice } from './build-invoice.ts';
import type { InvoicePlan, SellerSettings } from './plan.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const order: Order = {
  number: 'SO-1',
  placedAt: '2026-11-20T10:00:00Z',
  currency: 'EUR',
  lines: [
    { id: '1', sku: 'A', title: 'Loom', quantity: 3, unitPrice: eur('9.99'), discount: eur('1.00'), total: eur('28.97') },
    { id: '2', sku: 'B', title: 'Book', quantity: 1, unitPrice: eur('10.00'), total: eur('10.00') },
  ],
  taxesIncluded: true,
  discounts: [{ title: 'Autumn', amount: eur('2.00') }],
  shipping: { amount: eur('4.95') },
  shipTo: { name: 'Ida Ek', street: 'Gatan 1', city: 'Lund', postcode: '22222', country: 'SE' },
  total: eur('41.92'),
};
const seller: SellerSettings = {
  profile: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  process: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
  party: {
    name: 'Loom AB',
    vatId: 'SE556732170701',
    legalId: { value: '5567321707', scheme: '0007' },
    endpoint: { value: '5567321707', scheme: '0007' },
    address: { street: 'Storgatan 1', city: 'Lund', postcode: '22222', country: 'SE' },
  },
  payments: [{ code: '30', account: { id: 'SE4550000000058398257466' } }],
  reference: 'RF',
};
const plan: InvoicePlan = {
  number: 'INV-1',
  issueDate: '2026-11-26',
  order,
  seller,
  customer: {
    id: 'C1',
    name: 'Ida Ek',
    company: 'Kund AB',
    peppolId: '0007:5567321707',
    billTo: { street: 'Gatan 1', city: 'Lund', postcode: '22222', country: 'SE' },
  },
  delivery: { date: '2026-11-25' },
  tax: (line) => ({ category: 'S', rate: line?.sku === 'B' ? '6' : '25' }),
};

const abroad: Partial<InvoicePlan> = {
  order: { ...order, taxesIncluded: false, shipTo: { ...order.shipTo, country: 'DE' } },
  customer: { ...plan.customer!, vatNumber: 'DE136695976', billTo: { ...plan.customer!.billTo, country: 'DE' } },
};

describe('what is built obeys EN 16931 and Peppol BIS Billing 3', () => {
  it.each<[string, Partial<InvoicePlan>]>([
    ['two rates, discounts, shipping, tax in the prices', {}],
    ['a credit note', { credits: { number: 'INV-0', issueDate: '2026-10-01' } }],
    ['a part delivery without shipping', { delivery: { date: '2026-11-25', lines: [{ id: '1', quantity: 2 }], withShipping: false } }],
    ['paid before', { prepaid: eur('41.93') }],
    ['a supply to another country of the union', { ...abroad, tax: () => ({ category: 'K' }) }],
    ['reverse charge', { ...abroad, tax: () => ({ category: 'AE' }) }],
    ['nothing subject to tax', { order: { ...order, taxesIncluded: false }, seller: { ...seller, party: withoutVat() }, tax: () => ({ category: 'O' }) }],
    ['tax accounted in another currency', { accounting: { currency: 'SEK', rate: '11.2345' } }],
  ])('%s', (_, more) => {
    const invoice = buildInvoice({ ...plan, ...more });
    for (const xml of [writeUbl(invoice), writeCii(invoice)]) {
      const { findings } = validateInvoice(xml);
      // CEN lists the due date of a credit note, BT-9, as not used although its own binding puts it there.
      expect(findings.filter(({ rule }) => rule !== 'UBL-CR-412').map(({ rule, path, message }) => `${rule} ${path} ${message}`)).toEqual([]);
    }
  });
});

function withoutVat(): SellerSettings['party'] {
  const { vatId: _, ...party } = seller.party;
  return party;
}
