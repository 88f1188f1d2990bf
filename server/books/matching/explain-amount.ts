/** How a payment may clear a set of items: exactly, less discount, less a fee, at a day rate, in part, or with something over. */
import { divideHalfUp, exponentOf } from '../../../flows/money.ts';
import { type Allocation, noParts, type OpenItem, type Parts, type Payment, type Settings } from './shapes.ts';

export type Fit = 'exact' | 'discount' | 'fee' | 'fx' | 'part' | 'over';

export interface Explained {
  fit: Fit;
  allocations: Allocation[];
  parts: Parts;
}

/** undefined where the amount says nothing about these items: another currency without a rate, or the wrong sign. */
export function explainAmount(payment: Payment, items: readonly OpenItem[], settings: Settings): Explained | undefined {
  const values: bigint[] = [];
  for (const item of items) {
    const value = worthOf(item, payment);
    if (value === undefined) return undefined;
    values.push(value);
  }
  const total = values.reduce((sum, value) => sum + value, 0n);
  const whole = (parts: Partial<Parts>, fit: Fit): Explained => ({
    fit,
    allocations: items.map((item, at) => ({ item: item.id, amount: item.amount, value: values[at]! })), // one value per item
    parts: { ...noParts, ...parts },
  });
  const missing = total - payment.amount;
  const isForeign = items.some(({ currency }) => currency !== payment.currency);
  if (isForeign) return total !== 0n && magnitude(missing) * 10_000n <= magnitude(total) * settings.fxShare ? whole({ fx: -missing }, 'fx') : undefined;
  if (missing === 0n) return whole({}, 'exact');
  const discount = items.reduce((sum, item) => sum + discountFor(item, payment, settings), 0n);
  if (discount !== 0n && missing === discount) return whole({ discount: -discount }, 'discount');
  if (payment.amount <= 0n || total <= 0n) return undefined;
  if (missing > 0n && missing <= feeFor(total, payment.currency, settings)) return whole({ fee: -missing }, 'fee');
  if (missing < 0n) return whole({ onAccount: -missing }, 'over');
  return { fit: 'part', allocations: inTurn(items, payment.amount), parts: noParts };
}

/** An item's open amount in the payment's currency. */
export function worthOf({ amount, currency }: OpenItem, payment: Payment): bigint | undefined {
  if (currency === payment.currency) return amount;
  const rate = payment.rates[currency];
  if (rate === undefined) return undefined;
  const [units = '', decimals = ''] = rate.split('.');
  const shift = exponentOf(payment.currency) - exponentOf(currency) - decimals.length;
  const product = amount * BigInt(units + decimals);
  return shift >= 0 ? product * 10n ** BigInt(shift) : divideHalfUp(product, 10n ** BigInt(-shift));
}

/** min(5.00, 0.5 %) of what is paid, by the settings. */
export function feeFor(total: bigint, currency: string, { feeShare, feeMost }: Settings): bigint {
  const most = (feeMost * 10n ** BigInt(exponentOf(currency))) / 100n;
  const share = (total * feeShare) / 10_000n;
  return share < most ? share : most;
}

function discountFor({ discount }: OpenItem, { date }: Payment, { discountGrace }: Settings): bigint {
  if (discount === undefined || date === undefined) return 0n;
  return Date.parse(date) <= Date.parse(discount.until) + discountGrace * 86_400_000 ? discount.amount : 0n;
}

/** Credit notes in full, then what is due first, as far as the money goes. */
function inTurn(items: readonly OpenItem[], paid: bigint): Allocation[] {
  let rest = paid;
  const turn = [...items].sort((a, b) => Number(a.amount > 0n) - Number(b.amount > 0n) || (a.due ?? a.date ?? '').localeCompare(b.due ?? b.date ?? ''));
  return turn.flatMap(({ id, amount }) => {
    const part = amount < rest || amount < 0n ? amount : rest;
    rest -= part;
    return part === 0n ? [] : [{ item: id, amount: part, value: part }];
  });
}

const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
