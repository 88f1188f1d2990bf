/** An invoice of a small seller as build-invoice makes it, valid by EN 16931. */
import { buildInvoice } from '../../flows/documents/invoice/build/build-invoice.ts';
import type { InvoicePlan } from '../../flows/documents/invoice/build/plan.ts';
import type { Invoice } from '../../flows/documents/invoice/invoice.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

export const samplePlan: InvoicePlan = {
  number: '1',
  issueDate: '2026-11-26',
  order: {
    number: 'SO-1',
    placedAt: '2026-11-20T10:00:00Z',
    currency: 'EUR',
    customer: { id: 'C-7', name: 'Nordlys AS', company: 'Nordlys AS', email: 'books@nordlys.test' },
    billTo: { company: 'Nordlys AS', street: 'Storgata 1', city: 'Oslo', postcode: '0155', country: 'NO' },
    lines: [{ id: '1', sku: 'LAMP', title: 'Lamp', quantity: 4, unitPrice: eur('25.00'), total: eur('100.00') }],
    total: eur('125.00'),
  },
  seller: {
    party: {
      name: 'Loom AB',
      legalId: { value: '5560000001', scheme: '0007' },
      vatId: 'SE556000000101',
      endpoint: { scheme: '0007', value: '5560000001' },
      address: { street: 'Vävargatan 2', city: 'Lund', postcode: '22100', country: 'SE' },
    },
    payments: [{ code: '30', account: { id: 'SE4550000000058398257466' } }],
  },
  tax: () => ({ category: 'S', rate: '25' }),
};

/** Without number, as it is handed to the books. */
export function sampleInvoice(more: Partial<InvoicePlan> = {}): Invoice {
  const { number: _, paymentReference: __, ...invoice } = buildInvoice({ ...samplePlan, ...more });
  return invoice;
}
