/** An invoice or credit note from an order and what was delivered of it. */
import Big from 'big.js';
import { ProblemError } from '../../../flow.ts';
import { makeReference } from '../../references/schemes.ts';
import type { Charge, Invoice, Taxed } from '../invoice.ts';
import { decimalsOf, rounded, shares, shown, sum } from './amounts.ts';
import { type BuiltLine, buildLines, divisorOf, taxedAs } from './build-lines.ts';
import { buildBuyer, buildDelivery, said } from './build-parties.ts';
import { buildTaxes, keyOf, type Taxable } from './build-taxes.ts';
import type { InvoicePlan, TaxRule } from './plan.ts';

/** Builds the document; throws 422 where the order's own total cannot be met within rounding. */
export function buildInvoice(plan: InvoicePlan): Invoice {
  const { order, seller, customer, delivery, credits, number, issueDate } = plan;
  const decimals = decimalsOf(order.currency);
  const built = buildLines(plan, decimals);
  const off = allowancesOf(plan, built, decimals);
  const on = chargesOf(plan, decimals);
  const { taxes, total } = buildTaxes([...built, ...off.map(({ rule, net }) => ({ rule, net: net.times(-1) })), ...on], decimals);
  const [lines, allowances, charges] = [sum(built.map(({ net }) => net)), sum(off.map(({ net }) => net)), sum(on.map(({ net }) => net))];
  const net = lines.minus(allowances).plus(charges);
  const gross = net.plus(total);
  const prepaid = new Big(plan.prepaid?.amount ?? '0');
  const rounding = roundingOf(plan, gross, prepaid, built.length, decimals);
  const buyer = buildBuyer(order, customer);
  const place = buildDelivery(order, delivery?.date);
  const dueDate = plan.dueDate ?? dayAfter(issueDate, customer?.terms?.days ?? seller.days ?? 30);
  return {
    profile: seller.profile ?? 'urn:cen.eu:en16931:2017',
    ...said({ process: seller.process, buyerReference: plan.buyerReference }),
    number,
    issueDate,
    dueDate,
    typeCode: credits === undefined ? '380' : '381',
    currency: order.currency,
    ...(plan.accounting === undefined ? {} : { taxCurrency: plan.accounting.currency }),
    orders: [{ number: order.number }],
    ...(delivery?.number === undefined ? {} : { despatches: [{ number: delivery.number }] }),
    ...(seller.terms === undefined ? {} : { paymentTerms: [{ text: seller.terms }] }),
    ...(seller.notes === undefined ? {} : { notes: seller.notes.map((text) => ({ text })) }),
    ...(credits === undefined ? {} : { preceding: [credits] }),
    seller: seller.party,
    ...(Object.keys(buyer).length === 0 ? {} : { buyer }),
    ...(place === undefined ? {} : { deliveries: [place] }),
    ...(seller.payments.length === 0
      ? {}
      : { payments: seller.payments, paymentReference: seller.reference === undefined ? number : makeReference(seller.reference, number) }),
    ...(off.length === 0 ? {} : { allowances: off.map((one) => charge(one, decimals)) }),
    ...(on.length === 0 ? {} : { charges: on.map((one) => charge(one, decimals)) }),
    totals: {
      lines: shown(lines, decimals),
      ...(off.length === 0 ? {} : { allowances: shown(allowances, decimals) }),
      ...(on.length === 0 ? {} : { charges: shown(charges, decimals) }),
      net: shown(net, decimals),
      tax: shown(total, decimals),
      ...(plan.accounting === undefined ? {} : { taxAccounted: shown(total.times(plan.accounting.rate), decimalsOf(plan.accounting.currency)) }),
      gross: shown(gross, decimals),
      ...(prepaid.eq(0) ? {} : { prepaid: shown(prepaid, decimals) }),
      ...(rounding.eq(0) ? {} : { rounding: shown(rounding, decimals) }),
      payable: shown(gross.minus(prepaid).plus(rounding), decimals),
    },
    taxes,
    lines: built.map(({ line }) => line),
  };
}

interface Whole extends Taxable {
  reason: string;
  reasonCode?: string;
}

const charge = ({ net, rule, reason, reasonCode }: Whole, decimals: number): Charge & Taxed => ({
  amount: shown(net, decimals),
  reason,
  ...(reasonCode === undefined ? {} : { reasonCode }),
  ...taxedAs(rule),
});

/** A discount on the whole order falls on each rate in proportion to its lines; of a part delivery, the part. */
function allowancesOf({ order }: InvoicePlan, built: readonly BuiltLine[], decimals: number): Whole[] {
  const groups = [...Map.groupBy(built, ({ rule }) => keyOf(rule)).values()];
  const withTax = groups.map((group) => sum(group.map(({ net, rule }) => net.times(divisorOf(rule, order.taxesIncluded)))));
  const ordered = sum(order.lines.map(({ total }) => new Big(total.amount)));
  const part = ordered.eq(0) ? new Big(1) : sum(withTax).div(ordered);
  return (order.discounts ?? []).flatMap(({ title, code, amount }) => {
    const whole = rounded(new Big(amount.amount).times(isWhole(order.lines.length, built, part) ? 1 : part), decimals);
    return shares(whole, withTax, decimals).flatMap((share, index): Whole[] => {
      const { rule } = groups[index]![0]!; // a group has a member
      const net = rounded(share.div(divisorOf(rule, order.taxesIncluded)), decimals);
      return net.eq(0) ? [] : [{ rule, net, reason: title ?? code ?? 'Discount', reasonCode: '95' }];
    });
  });
}

/** Rounding of net lines must not shave a discount when everything is invoiced. */
const isWhole = (count: number, built: readonly BuiltLine[], part: Big): boolean => built.length === count && part.minus(1).abs().lt('0.001');

function chargesOf({ order, tax, delivery }: InvoicePlan, decimals: number): Whole[] {
  if (order.shipping === undefined || delivery?.withShipping === false) return [];
  const rule: TaxRule = tax();
  const net = rounded(new Big(order.shipping.amount.amount).div(divisorOf(rule, order.taxesIncluded)), decimals);
  return net.eq(0) ? [] : [{ rule, net, reason: order.shipping.title ?? 'Shipping', reasonCode: 'FC' }];
}

/** BT-114: what the order said to pay, then the step of the currency. */
function roundingOf({ order, seller, delivery }: InvoicePlan, gross: Big, prepaid: Big, lines: number, decimals: number): Big {
  const due = gross.minus(prepaid);
  if (seller.step !== undefined) return rounded(due.div(seller.step), 0).times(seller.step).minus(due);
  if (delivery?.lines !== undefined || delivery?.withShipping === false) return new Big(0);
  const difference = new Big(order.total.amount).minus(gross);
  const bound = new Big(10).pow(-decimals).times(lines + 2);
  if (difference.abs().lte(bound)) return difference;
  throw new ProblemError(422, {
    code: 'einvoice.total_differs',
    path: '/order/total',
    message: `The order says ${order.total.amount} ${order.currency}, its lines and taxes come to ${shown(gross, decimals)} — check the tax of its lines.`,
  });
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
