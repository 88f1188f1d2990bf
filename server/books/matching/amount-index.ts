/** A customer's open items by amount, sorted once: those near a payment are found without looking at the others. */
import { feeFor } from './explain-amount.ts';
import type { OpenItem, Payment, Settings } from './shapes.ts';

/** Items in other currencies looked at one by one. */
const mostForeign = 500;

export interface AmountIndex {
  /** Items that the payment may clear alone: exactly, less discount, less a fee, or in another currency. */
  near(customer: string, payment: Payment): OpenItem[];
}

interface Place {
  amount: bigint;
  item: OpenItem;
}

export function indexAmounts(byCustomer: Map<string, OpenItem[]>, settings: Settings): AmountIndex {
  const sorted = new Map<string, Place[]>();

  function placesOf(customer: string, currency: string): Place[] {
    const key = `${customer} ${currency}`;
    const known = sorted.get(key);
    if (known !== undefined) return known;
    const places = (byCustomer.get(customer) ?? [])
      .filter((item) => item.currency === currency)
      .flatMap((item) => [{ amount: item.amount, item }, ...(item.discount === undefined ? [] : [{ amount: item.amount - item.discount.amount, item }])])
      .sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0));
    sorted.set(key, places);
    return places;
  }

  return {
    near(customer, payment) {
      const { amount, currency, rates } = payment;
      const places = placesOf(customer, currency);
      const most = amount > 0n ? amount + feeFor(amount * 2n, currency, settings) : amount;
      const found = new Set<OpenItem>();
      for (let at = firstFrom(places, amount); at < places.length && places[at]!.amount <= most; at++) found.add(places[at]!.item); // within the list
      if (Object.keys(rates).length > 0) {
        for (const item of (byCustomer.get(customer) ?? []).slice(0, mostForeign)) if (item.currency !== currency) found.add(item);
      }
      return [...found];
    },
  };
}

/** Place of the first amount that is not below. */
function firstFrom(places: readonly Place[], amount: bigint): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.amount < amount)
      low = middle + 1; // within the list
    else high = middle;
  }
  return low;
}
