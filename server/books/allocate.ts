/** How money meets items, inside one stroke: a payment and all it clears change together. */
import { ProblemError } from '../../flows/flow.ts';
import { fromMinor, parseAmount } from '../../flows/money.ts';
import type { Doc } from '../engine/documents.ts';
import { type By, foldItem, foldPayment, type KeptAllocation, type KeptItem, type KeptParts, type KeptPayment, type PaymentEvent } from './account.ts';
import { digest, teach } from './aliases.ts';
import { sumOfParts } from './check-books.ts';
import type { Draft } from './draft.ts';
import { settleInvoice } from './invoices/settle.ts';

/** Kind of the documents that name payments allocated whose orders have not been told yet. */
export const untold = 'book-untold';

/** Body of such a document; `at` is the instant of the allocation. */
export interface Untold {
  payment: string;
  at: number;
}

export interface Told {
  by: By;
  /** ms since 1970 */
  at: number;
  call?: string;
}

export async function paymentIn(draft: Draft, id: string): Promise<Doc<KeptPayment>> {
  return (await draft.get<KeptPayment>('book-payment', id)) ?? refuse(404, 'books.unknown_payment', `There is no payment ${id}.`);
}

/** Throws 409 `books.already_allocated`, `books.not_open`, and 422 `books.unbalanced`. */
export async function allocateIn(draft: Draft, id: string, allocations: KeptAllocation[], parts: KeptParts, told: Told): Promise<void> {
  const { facts } = await noted(draft, id, (state) => {
    if (state !== 'unallocated') refuse(409, 'books.already_allocated', `${id} is ${state}; release it first.`);
    return { kind: 'allocated', allocations, parts, ...told };
  });
  let sum = sumOfParts(parts, facts.currency);
  for (const { amount, value = amount } of allocations) sum += parseAmount(value, facts.currency);
  if (sum !== parseAmount(facts.amount, facts.currency))
    refuse(422, 'books.unbalanced', `${id} is ${facts.amount}, allocations and parts are ${fromMinor(sum, facts.currency).amount}.`);
  const customers: string[] = [];
  for (const [item, shares] of Map.groupBy(allocations, ({ item }) => item)) {
    const { body } = (await draft.get<KeptItem>('book-item', item)) ?? refuse(404, 'books.unknown_item', `There is no item ${item}.`);
    const { currency, customer } = body.facts;
    if (currency !== facts.currency && shares.some(({ value }) => value === undefined))
      refuse(422, 'books.other_currency', `${item} is in ${currency} — say what the payment gives for it in ${facts.currency}.`);
    const wanted = shares.reduce((all, { amount }) => all + parseAmount(amount, currency), 0n);
    const open = foldItem(body)?.open ?? 0n;
    const amount = fromMinor(wanted, currency).amount;
    if (open >= 0n ? wanted <= 0n || wanted > open : wanted >= 0n || wanted < open)
      refuse(409, 'books.not_open', `${item} has ${fromMinor(open, currency).amount} ${currency} open, ${amount} is too much.`);
    customers.push(customer);
    await keepItem(draft, { ...body, log: [...body.log, { kind: 'allocated', payment: id, amount, ...told }] }, told);
  }
  if (told.by.kind === 'person') await teach(draft, facts, customers, true);
  if (parts.order !== undefined) await notePrepayment(draft, parts.order, id);
}

/** Items, payment and aliases stand as before; nothing where nothing is allocated. Throws 409 `books.held_by_person` when a run asks. */
export async function releaseIn(draft: Draft, id: string, reason: string, told: Told, kind: 'released' | 'replaced' = 'released'): Promise<void> {
  const { body } = await paymentIn(draft, id);
  const state = foldPayment(body);
  const isAllocated = state?.status === 'allocated';
  if (!isAllocated && kind === 'released') return;
  if (isAllocated && state.by?.kind === 'person' && told.by.kind === 'run')
    refuse(409, 'books.held_by_person', `${state.by.name} allocated ${id}; a run leaves it.`);
  await noted(draft, id, () => ({ kind, reason, ...told }));
  const customers: string[] = [];
  for (const [item, shares] of Map.groupBy(state?.allocations ?? [], ({ item }) => item)) {
    const known = await draft.get<KeptItem>('book-item', item);
    if (known === undefined) continue;
    const { facts, log } = known.body;
    customers.push(facts.customer);
    const amount = fromMinor(
      shares.reduce((all, share) => all + parseAmount(share.amount, facts.currency), 0n),
      facts.currency,
    ).amount;
    await keepItem(draft, { facts, log: [...log, { kind: 'released', payment: id, amount, ...told }] }, told);
  }
  if (state?.by?.kind === 'person') await teach(draft, body.facts, customers, false);
}

/** The item, and the state of the invoice it is of. */
async function keepItem(draft: Draft, item: KeptItem, told: Told): Promise<void> {
  await draft.set('book-item', item.facts.id, item);
  await settleInvoice(draft, item, told);
}

/** Adds to a payment's log what its state allows. */
async function noted(draft: Draft, id: string, say: (state: string | undefined) => PaymentEvent): Promise<KeptPayment> {
  const { body } = await paymentIn(draft, id);
  await draft.set('book-payment', id, { ...body, log: [...body.log, say(foldPayment(body)?.status)] });
  return body;
}

/** Found again by its order when the invoice of that opens. */
async function notePrepayment(draft: Draft, order: string, payment: string): Promise<void> {
  const known = await draft.get<{ payments: string[] }>('book-prepaid', digest(order));
  await draft.set('book-prepaid', digest(order), { payments: [...new Set(known?.body.payments).add(payment)] });
}

function refuse(status: number, code: string, message: string): never {
  throw new ProblemError(status, { code, path: '', message });
}
