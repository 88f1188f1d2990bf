/** Structured remittance that says how much goes to each document: the payer has allocated it already. */

import { compact } from './compact.ts';
import type { Explained } from './explain-amount.ts';
import type { Mentions } from './mentions.ts';
import { noParts, type OpenItem, type Payment } from './shapes.ts';

/** undefined unless every document has an amount that its item can take, and together they are the payment. */
export function statedAllocations(
  { documents, amount, currency }: Payment,
  mentions: Mentions,
  customer: string,
): (Explained & { items: OpenItem[] }) | undefined {
  if (documents.length === 0) return undefined;
  const items: OpenItem[] = [];
  let sum = 0n;
  const allocations: Explained['allocations'] = [];
  for (const { number, amount: part } of documents) {
    const item = [...mentions.items.keys()].find((one) => one.customer === customer && compact(one.number) === compact(number));
    if (item === undefined || part === undefined || items.includes(item) || item.currency !== currency) return undefined;
    const signed = item.amount < 0n && part > 0n ? -part : part;
    if (item.amount >= 0n ? signed <= 0n || signed > item.amount : signed >= 0n || signed < item.amount) return undefined;
    items.push(item);
    sum += signed;
    allocations.push({ item: item.id, amount: signed, value: signed });
  }
  return sum === amount ? { fit: 'exact', items, allocations, parts: noParts } : undefined;
}
