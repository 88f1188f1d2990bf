/** What the hub keeps for each tenant, opened once: whoever writes a series in this process stands in one line. */
import type { InvoiceBook } from '../../flows/documents/outgoing/invoice-book.ts';
import type { CashBook } from '../../flows/documents/statement/cash-book.ts';
import type { Documents } from '../engine/documents.ts';
import { cashBook } from './cash-book.ts';
import { invoiceBook } from './invoices/invoice-book.ts';
import { withOpenItems } from './invoices/open-item.ts';

export interface TenantBooks {
  invoices: InvoiceBook;
  cash: CashBook;
}

export function openBooks(documents: Documents): (tenant: string) => TenantBooks {
  const opened = new Map<string, TenantBooks>();
  return (tenant) => {
    const known = opened.get(tenant) ?? { invoices: withOpenItems(invoiceBook(documents, tenant), documents, tenant), cash: cashBook(documents, tenant) };
    opened.set(tenant, known);
    return known;
  };
}
