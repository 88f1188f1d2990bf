/** What the book notes of an invoice at the moment it is issued. */
import type { Invoice } from '../../../flows/documents/invoice/invoice.ts';
import type { InvoiceFact, InvoiceFileInfo, IssueAsk, IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import type { InvoiceState } from '../../../flows/documents/outgoing/invoice-state.ts';

export function recordOf(ask: IssueAsk, invoice: Invoice, original: InvoiceFileInfo): IssuedInvoice {
  const { key, at, by, evidence } = ask;
  const states: InvoiceState[] = ['draft', 'valid', ...(ask.needsClearance ? (['awaiting_clearance'] as const) : [])];
  const facts = states.map((state, no): InvoiceFact => ({ key: `${key} ${no}`, state, at, by, evidence }));
  const { buyer, preceding } = invoice;
  const buyerId = buyer?.ids?.find(({ value }) => value !== undefined)?.value;
  const credited = isCredit(invoice) ? preceding?.[0]?.number : undefined;
  return {
    number: invoice.number ?? '',
    series: ask.series,
    kind: isCredit(invoice) ? 'credit_note' : 'invoice',
    issueDate: invoice.issueDate ?? '',
    ...(invoice.dueDate === undefined ? {} : { dueDate: invoice.dueDate }),
    currency: invoice.currency ?? '',
    gross: invoice.totals?.gross ?? '0',
    payable: invoice.totals?.payable ?? '0',
    buyer: {
      ...(buyerId === undefined ? {} : { id: buyerId }),
      ...(buyer?.name === undefined ? {} : { name: buyer.name }),
      ...(buyer?.address?.country === undefined ? {} : { country: buyer.address.country }),
    },
    // A collected invoice names several in one reference.
    orders: (invoice.orders ?? []).flatMap(({ number }) => number?.split(', ') ?? []),
    ...(credited === undefined ? {} : { credits: credited }),
    creditedBy: [],
    state: states.at(-1)!, // at least draft
    since: at,
    facts,
    tries: [],
    original,
  };
}

export const isCredit = ({ typeCode }: Invoice): boolean => typeCode === '381';
