/** One invoice for several deliveries: what belongs together, until when it is collected, and the order it comes to. */
import Big from 'big.js';
import { ProblemError } from '../../flow.ts';
import { loadTemporal } from '../../temporal.ts';
import { decimalsOf, shown } from '../invoice/build/amounts.ts';
import { idOf } from '../invoice/build/build-lines.ts';
import type { Order, OrderLine } from '../order.ts';

export const frequencies = ['daily', 'weekly', 'two_weekly', 'monthly'] as const;
export type Frequency = (typeof frequencies)[number];

/** What is billed once: an order, or one delivery of it. */
export interface Billable {
  order: Order;
  delivery?: { number?: string; date: string; lines?: { id: string; quantity: number }[]; withShipping?: boolean };
}

export const billableId = ({ order, delivery }: Billable): string => JSON.stringify([order.number, delivery?.number ?? delivery?.date ?? null]);

/** The end of the period an instant falls in: midnight in the zone, or the cut-off on the period's last day; weeks begin on Monday, two of them with the odd one. */
export function closesAt(frequency: Frequency, at: number, zone: string, cutOff = '24:00'): number {
  const { Instant, PlainTime } = loadTemporal();
  const now = Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const cut = (last: typeof now): number =>
    cutOff === '24:00' ? last.add({ days: 1 }).startOfDay().epochMilliseconds : last.withPlainTime(PlainTime.from(cutOff)).epochMilliseconds;
  let day = now;
  for (;;) {
    const last = lastDay(frequency, day);
    const end = cut(last);
    if (end > at) return end;
    day = last.add({ days: 1 });
  }
}

type Zoned = import('temporal-polyfill').Temporal.ZonedDateTime;

function lastDay(frequency: Frequency, day: Zoned): Zoned {
  const sunday = day.add({ days: 7 - day.dayOfWeek });
  if (frequency === 'daily') return day;
  if (frequency === 'weekly') return sunday;
  if (frequency === 'monthly') return day.with({ day: day.daysInMonth });
  // Counted from a Monday long ago, so that a year of 53 weeks does not break the rhythm.
  const weeks = Math.floor((Math.floor(day.toPlainDate().toZonedDateTime('UTC').epochMilliseconds / 86_400_000) + 3) / 7);
  return weeks % 2 === 0 ? sunday.add({ days: 7 }) : sunday;
}

/** What may stand on one invoice: one buyer, currency and way of pricing, and whatever else the customer wants apart. */
export const groupOf = ({ order }: Billable, apart: readonly string[]): string =>
  JSON.stringify([
    order.customer?.id ?? order.customer?.name ?? order.billTo ?? null,
    order.billTo ?? null,
    order.currency,
    order.taxesIncluded === true,
    ...apart,
  ]);

/** The order and delivery an invoice is built from. Throws 422 `invoice.not_together` for what cannot stand on one. */
export function merge(billables: readonly Billable[]): Required<Billable> {
  const [first] = billables;
  if (first === undefined) throw refused('Nothing was collected.');
  if (new Set(billables.map((one) => groupOf(one, []))).size > 1) throw refused('What was collected differs in buyer, currency or pricing.');
  const { currency } = first.order;
  const decimals = decimalsOf(currency);
  const lines = billables.flatMap(linesOf);
  const whole = billables.filter(({ delivery }) => delivery?.withShipping !== false);
  const shipping = whole.reduce((sum, { order }) => sum.plus(order.shipping?.amount.amount ?? 0), new Big(0));
  const discounts = billables.flatMap((one) => discountsOf(one, decimals));
  const off = discounts.reduce((sum, { amount }) => sum.plus(amount.amount), new Big(0));
  const total = lines
    .reduce((sum, line) => sum.plus(line.total.amount), new Big(0))
    .plus(shipping)
    .minus(off);
  const { customer, billTo, shipTo, taxesIncluded } = first.order;
  const numbers = [...new Set(billables.map(({ order }) => order.number))];
  const order: Order = {
    number: numbers.join(', '),
    placedAt: first.order.placedAt,
    currency,
    ...(customer === undefined ? {} : { customer }),
    ...(billTo === undefined ? {} : { billTo }),
    ...(billables.length > 1 || shipTo === undefined ? {} : { shipTo }),
    ...(taxesIncluded === undefined ? {} : { taxesIncluded }),
    lines,
    ...(shipping.eq(0) ? {} : { shipping: { amount: { amount: shown(shipping, decimals), currency } } }),
    ...(discounts.length === 0 ? {} : { discounts }),
    total: { amount: shown(total, decimals), currency },
  };
  const dates = billables.flatMap(({ delivery }) => delivery?.date ?? []).sort();
  const delivery = {
    date: dates.at(-1) ?? first.order.placedAt.slice(0, 10),
    lines: lines.map(({ id = '', quantity }) => ({ id, quantity })),
    withShipping: true,
  };
  return { order, delivery };
}

/** Lines as delivered, each under the name of its order. */
function linesOf({ order, delivery }: Billable): OrderLine[] {
  const wanted = delivery?.lines ?? order.lines.map((line, at) => ({ id: idOf(line, at), quantity: line.quantity }));
  return wanted.map(({ id, quantity }) => {
    const line = order.lines.find((one, at) => idOf(one, at) === id);
    if (line === undefined || quantity > line.quantity) throw refused(`Of line ${id} of ${order.number} more is delivered than ordered.`);
    const part = line.quantity === 0 ? new Big(1) : new Big(quantity).div(line.quantity);
    const decimals = decimalsOf(order.currency);
    const scale = (amount: string): string => shown(new Big(amount).times(part), decimals);
    return {
      ...line,
      id: `${order.number}/${id}`,
      title: `${line.title ?? line.sku} (${order.number})`,
      quantity,
      total: { ...line.total, amount: scale(line.total.amount) },
      ...(line.discount === undefined ? {} : { discount: { ...line.discount, amount: scale(line.discount.amount) } }),
    };
  });
}

/** Of a part delivery the part. */
function discountsOf(one: Billable, decimals: number): NonNullable<Order['discounts']> {
  const sum = (lines: readonly OrderLine[]): Big => lines.reduce((all, { total }) => all.plus(total.amount), new Big(0));
  const ordered = sum(one.order.lines);
  const part = ordered.eq(0) ? new Big(1) : sum(linesOf(one)).div(ordered);
  return (one.order.discounts ?? []).map((discount) => ({
    ...discount,
    amount: { ...discount.amount, amount: shown(new Big(discount.amount.amount).times(part), decimals) },
  }));
}

const refused = (message: string): ProblemError => new ProblemError(422, { code: 'invoice.not_together', path: '', message });
