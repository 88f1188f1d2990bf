/** An issued invoice is an open item of its buyer, a credit note one below zero: what payments are matched with. */
import type { Invoice } from '../../../flows/documents/invoice/invoice.ts';
import type { InvoiceBook, IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import type { Documents } from '../../engine/documents.ts';
import type { By, ItemFacts } from '../account.ts';
import type { Customer } from '../matching/shapes.ts';
import { receivables } from '../receivables.ts';

const by: By = { kind: 'run', name: 'invoices' };

/** Opens the item of each invoice as it is issued; an issue that broke off between the two is asked again and opens it then. */
export function withOpenItems(book: InvoiceBook, documents: Documents, tenant: string): InvoiceBook {
  return {
    ...book,
    async issue(ask) {
      const issued = await book.issue(ask);
      const invoice = await book.document(issued.number);
      const customer = customerOf(invoice);
      // Who is known already is left as somebody wrote it.
      await documents.put(tenant, [{ kind: 'book-customer', id: customer.id, rev: 0, body: { ...customer } }], ask.at);
      const amount = issued.kind === 'credit_note' ? `-${issued.payable}` : issued.payable;
      await receivables(documents, tenant).takeItem(itemOf(issued, invoice, customer.id), amount, by, ask.at);
      return issued;
    },
  };
}

function customerOf({ buyer = {} }: Invoice): Customer {
  const { name = '', contact, address, ids = [], vatId, legalId, endpoint } = buyer;
  const known = [...ids.map(({ value }) => value), vatId, legalId?.value, endpoint?.scheme === 'EM' ? undefined : endpoint?.value];
  const id = ids.find(({ value }) => value !== undefined)?.value ?? name;
  return {
    id,
    name,
    names: contact?.name === undefined || contact.name === name ? [] : [contact.name],
    ...(address?.postcode === undefined ? {} : { postcode: address.postcode }),
    ...(address?.country === undefined ? {} : { country: address.country }),
    accounts: [],
    ids: known.filter((value) => value !== undefined),
  };
}

const itemOf = ({ number, currency, issueDate, dueDate, orders }: IssuedInvoice, invoice: Invoice, customer: string): ItemFacts => ({
  id: number,
  number,
  customer,
  currency,
  date: issueDate,
  ...(dueDate === undefined ? {} : { due: dueDate }),
  references: invoice.paymentReference === undefined || invoice.paymentReference === number ? [] : [invoice.paymentReference],
  related: [...orders, ...(invoice.despatches ?? []).flatMap((despatch) => despatch.number ?? [])],
});
