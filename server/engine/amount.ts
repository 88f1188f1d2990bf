/** What an order is worth, for lists and boards: minor units as text, so nothing is ever rounded. */
import type { Json } from '../../flows/flow.ts';
import { isMoney } from '../../flows/flow.ts';
import { toMinor } from '../../flows/money.ts';

/** `total` of a canonical order; nothing when there is none or it is not money. */
export function moneyOf(order: Json): { amount?: string; currency?: string } {
  if (typeof order !== 'object' || order === null || Array.isArray(order)) return {};
  const total = order['total'];
  if (!isMoney(total)) return {};
  try {
    return { amount: String(toMinor(total)), currency: total.currency };
  } catch {
    return {};
  }
}
