/** The books in sums per currency, at any instant. */
import { fromMinor, parseAmount } from '../../flows/money.ts';
import { foldItem, foldPayment, type KeptItem, type KeptPayment } from './account.ts';

/** Decimal strings. */
export interface BookTotal {
  currency: string;
  items: number;
  invoiced: string;
  open: string;
  /** Money in the books, and as much of it as nobody allocated. */
  received: string;
  unallocated: string;
  onAccount: string;
  /** Under way between payment providers and the bank. */
  clearing: string;
}

type Sums = Record<Exclude<keyof BookTotal, 'currency' | 'items'>, bigint> & { items: number };

export function totalsOf(items: readonly KeptItem[], payments: readonly KeptPayment[], asOf?: number): BookTotal[] {
  const found = new Map<string, Sums>();
  const of = (currency: string): Sums => {
    const sums = found.get(currency) ?? { items: 0, invoiced: 0n, open: 0n, received: 0n, unallocated: 0n, onAccount: 0n, clearing: 0n };
    found.set(currency, sums);
    return sums;
  };
  for (const item of items) {
    const state = foldItem(item, asOf);
    if (state === undefined) continue;
    const sums = of(item.facts.currency);
    sums.items += 1;
    sums.invoiced += state.amount;
    sums.open += state.open;
  }
  for (const payment of payments) {
    const state = foldPayment(payment, asOf);
    if (state === undefined || state.status === 'replaced') continue;
    const { amount, currency } = payment.facts;
    const sums = of(currency);
    sums.received += parseAmount(amount, currency);
    if (state.status === 'unallocated') sums.unallocated += parseAmount(amount, currency);
    sums.onAccount += parseAmount(state.parts.onAccount ?? '0', currency);
    sums.clearing += parseAmount(state.parts.clearing ?? '0', currency);
  }
  return [...found].map(([currency, { items: count, ...sums }]) => {
    const money = (name: keyof typeof sums): string => fromMinor(sums[name], currency).amount;
    return {
      currency,
      items: count,
      invoiced: money('invoiced'),
      open: money('open'),
      received: money('received'),
      unallocated: money('unallocated'),
      onAccount: money('onAccount'),
      clearing: money('clearing'),
    };
  });
}
