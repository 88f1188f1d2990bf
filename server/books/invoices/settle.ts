/** What money cleared of an item, as a state of the invoice that opened it; both change in one stroke. */
import type { IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import { type By, foldItem, type KeptItem } from '../account.ts';
import type { Draft } from '../draft.ts';
import { isMovedBy, withFact } from './fact.ts';

/** Money is booked whatever the invoice says: a state that cannot follow is left as it is. */
export async function settleInvoice(draft: Draft, item: KeptItem, { by, at }: { by: By; at: number }): Promise<void> {
  const found = await draft.get<IssuedInvoice>('invoice', item.facts.id);
  const money = foldItem(item);
  if (found === undefined || money === undefined) return;
  const state = money.open === 0n ? 'paid' : money.open === money.amount ? 'reopened' : 'part_paid';
  if (!isMovedBy(found.body, state)) return;
  const last = item.log.at(-1);
  const evidence = last !== undefined && 'payment' in last ? { payment: last.payment, amount: last.amount } : {};
  const changed = withFact(found.body, { key: `money ${item.log.length}`, state, at, by: by.name, evidence });
  if (changed !== undefined) await draft.set('invoice', item.facts.id, changed);
}
