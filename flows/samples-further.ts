/** A first message for each further flow. */
import { writeCamt053 } from './documents/statement/camt/write-camt053.ts';
import type { JsonObject } from './flow.ts';

const eur = (amount: string): JsonObject => ({ amount, currency: 'EUR' });
const address = { name: 'Jonas Weber', street: 'Lindenstr. 4', postcode: '10969', city: 'Berlin', country: 'DE' };

/** Two lines sold through a marketplace, to be shipped within two days of `placedAt` (ms). */
export function sampleMarketplaceOrder(number: string, placedAt: number): JsonObject {
  return {
    number,
    channel: 'amazon',
    placedAt: new Date(placedAt).toISOString(),
    shipBy: new Date(placedAt + 2 * 86_400_000).toISOString(),
    customer: { id: `M-${number}`, name: 'Jonas Weber', email: `buyer-${number}@marketplace.example` },
    shipTo: address,
    currency: 'EUR',
    lines: [
      { id: '68828574383266', sku: 'CBA_OTF_1', title: 'Cordless drill', quantity: 1, unitPrice: eur('25.99'), total: eur('25.99') },
      { id: '79039765272157', sku: 'CBA_OTF_5', title: 'Drill bits', quantity: 2, unitPrice: eur('17.95'), total: eur('35.90') },
    ],
    shipping: { title: 'Standard', amount: eur('4.90') },
    taxesIncluded: true,
    subtotal: eur('61.89'),
    total: eur('66.79'),
    payment: { method: 'marketplace', state: 'captured' },
    status: 'open',
    source: { system: 'amazon', id: number },
  };
}

/** A file of a bank as it is posted: one credit that pays `number` exactly, one that nobody knows, one debit. */
export function sampleStatement(id: string, number: string): JsonObject {
  const money = (amount: string) => ({ amount, currency: 'EUR' });
  const payer = { name: 'BYGG & CO AB', account: 'SE5150000000058398201001', postcode: '411 38', city: 'Göteborg' };
  const content = writeCamt053({
    id,
    sequence: 1,
    account: 'SE4550000000058398257466',
    owner: 'Loom Trading AB',
    at: '2026-11-23T18:00:00Z',
    opening: '1000.00',
    closing: '1124.85',
    currency: 'EUR',
    entries: [
      { ref: `${id}-1`, amount: money('8.85'), side: 'credit', other: payer, lines: [`Invoice ${number}`] },
      {
        ref: `${id}-2`,
        amount: money('120.00'),
        side: 'credit',
        other: { ...payer, name: 'K SVENSSON', account: 'SE9450000000058398201003' },
        lines: ['thanks'],
      },
      { ref: `${id}-3`, amount: money('4.00'), side: 'debit', lines: ['Fee'] },
    ],
  });
  return { file: `${id}.camt053.xml`, content };
}

/** A drill that comes back, for money or for another one. */
export function sampleReturn(number: string, wish: 'refund' | 'exchange'): JsonObject {
  return {
    number,
    rma: `RMA-${number}`,
    wish,
    customer: { id: `C-${number}`, name: 'Maja Lind', email: `order-${number}@shop.example` },
    lines: [{ sku: 'DRILL-18V', title: 'Cordless drill 18 V', quantity: 1 }],
    total: eur('129.00'),
  };
}

/** A firm that wants to buy on invoice; complete unless a field is left out. */
export function sampleApplication(id: string, more: JsonObject = {}): JsonObject {
  return {
    id,
    name: 'Bygg & Co AB',
    email: `office-${id.toLowerCase()}@bygg.example`,
    vatNumber: 'SE556012579001',
    billTo: { company: 'Bygg & Co AB', street: 'Storgatan 1', postcode: '411 38', city: 'Göteborg', country: 'SE' },
    creditLimit: eur('25000.00'),
    ...more,
  };
}
