/** The books as the matcher reads them, at any instant: open items of their customers, payments still to be allocated, aliases. */
import { fromMinor, parseAmount } from '../../flows/money.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import { foldItem, foldPayment, type KeptAllocation, type KeptParts } from './account.ts';
import { aliasesOf } from './aliases.ts';
import { type Book, type Customer, type Decision, type OpenItem, type Payment, standardSettings } from './matching/shapes.ts';
import { policyOf } from './policy.ts';
import { receivables } from './receivables.ts';

export async function keepCustomer(documents: Documents, tenant: string, customer: Customer, at: number): Promise<void> {
  await documents.put(tenant, [{ kind: 'book-customer', id: customer.id, body: { ...customer } }], at);
}

export async function openBook(documents: Documents, tenant: string, asOf?: number): Promise<Book & { payments: Payment[] }> {
  const books = receivables(documents, tenant);
  const { rates } = await policyOf(documents, tenant);
  const customers = (await everyDocument<Customer>(documents, tenant, 'book-customer')).map(({ body }) => body);
  const items = (await books.items()).flatMap((item): OpenItem[] => {
    const open = foldItem(item, asOf)?.open ?? 0n;
    const { discount, ...facts } = item.facts;
    const granted = discount && { discount: { until: discount.until, amount: parseAmount(discount.amount, facts.currency) } };
    return open === 0n ? [] : [{ ...facts, ...granted, amount: open }];
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
        rates: rates[facts.currency] ?? {},
        payer: { ...facts.payer, ids: [] },
        ...(facts.date === undefined ? {} : { date: facts.date }),
        ...(facts.endToEndId === undefined ? {} : { endToEndId: facts.endToEndId }),
        ...(facts.mandate === undefined ? {} : { mandate: facts.mandate }),
      }),
    );
  return { customers, items, payments, aliases: await aliasesOf(documents, tenant), settings: standardSettings };
}

/** A decision as the books take it; `currencies` are those of the items. */
export function bookedAs(
  { allocations, parts }: Decision,
  currency: string,
  currencies: ReadonlyMap<string, string>,
): { allocations: KeptAllocation[]; parts: KeptParts } {
  const money = (units: bigint): string => fromMinor(units, currency).amount;
  const some = (name: keyof KeptParts, units: bigint): KeptParts => (units === 0n ? {} : { [name]: money(units) });
  return {
    allocations: allocations.map(({ item, amount, value }) => {
      const other = currencies.get(item) ?? currency;
      return other === currency ? { item, amount: money(amount) } : { item, amount: fromMinor(amount, other).amount, value: money(value) };
    }),
    parts: { ...some('fee', parts.fee), ...some('discount', parts.discount), ...some('fx', parts.fx), ...some('onAccount', parts.onAccount) },
  };
}
