/** The books as the matcher reads them, at any instant: open items of their customers, payments still to be allocated, aliases. */
import { parseAmount } from '../../flows/money.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import { foldItem, foldPayment } from './account.ts';
import { aliasesOf } from './aliases.ts';
import { type Book, type Customer, type OpenItem, type Payment, standardSettings } from './matching/shapes.ts';
import { receivables } from './receivables.ts';

export async function keepCustomer(documents: Documents, tenant: string, customer: Customer, at: number): Promise<void> {
  await documents.put(tenant, [{ kind: 'book-customer', id: customer.id, body: { ...customer } }], at);
}

export async function openBook(documents: Documents, tenant: string, asOf?: number): Promise<Book & { payments: Payment[] }> {
  const books = receivables(documents, tenant);
  const customers = (await everyDocument<Customer>(documents, tenant, 'book-customer')).map(({ body }) => body);
  const items = (await books.items()).flatMap((item): OpenItem[] => {
    const open = foldItem(item, asOf)?.open ?? 0n;
    return open === 0n ? [] : [{ ...item.facts, amount: open }];
  });
  const payments = (await books.payments())
    .filter((payment) => foldPayment(payment, asOf)?.status === 'unallocated')
    .map(
      ({ facts }): Payment => ({
        id: facts.id,
        amount: parseAmount(facts.amount, facts.currency),
        currency: facts.currency,
        text: facts.text,
        references: facts.references,
        documents: [],
        rates: {},
        payer: { ...facts.payer, ids: [] },
        ...(facts.date === undefined ? {} : { date: facts.date }),
        ...(facts.endToEndId === undefined ? {} : { endToEndId: facts.endToEndId }),
        ...(facts.mandate === undefined ? {} : { mandate: facts.mandate }),
      }),
    );
  return { customers, items, payments, aliases: await aliasesOf(documents, tenant), settings: standardSettings };
}
