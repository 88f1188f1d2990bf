/** Lines of an invoice from lines of an order: prices without tax, discounts shown, nothing negative where the standard forbids it. */
import Big from 'big.js';
import { ProblemError } from '../../../flow.ts';
import type { OrderLine } from '../../order.ts';
import type { Line } from '../invoice.ts';
import { rounded, shown } from './amounts.ts';
import type { InvoicePlan, TaxRule } from './plan.ts';

export interface BuiltLine {
  line: Line;
  net: Big;
  rule: TaxRule;
}

/** What one unit of a price with tax is divided by; 1 for prices without. */
export const divisorOf = (rule: TaxRule, taxesIncluded: boolean | undefined): Big => (taxesIncluded ? new Big(rule.rate ?? '0').div(100).plus(1) : new Big(1));

/** Every delivered line; throws 422 `einvoice.not_ordered` where more or other was delivered than ordered. */
export function buildLines(plan: InvoicePlan, decimals: number): BuiltLine[] {
  const { order, delivery } = plan;
  const delivered = delivery?.lines;
  if (delivered === undefined) return order.lines.map((line, index) => buildLine(plan, line, index, line.quantity, decimals));
  return delivered.map(({ id, quantity }) => {
    const index = order.lines.findIndex((line, at) => idOf(line, at) === id);
    const line = order.lines[index];
    if (line !== undefined && Math.abs(quantity) <= Math.abs(line.quantity)) return buildLine(plan, line, index, quantity, decimals);
    throw new ProblemError(422, {
      code: 'einvoice.not_ordered',
      path: '/delivery/lines',
      message: line === undefined ? `Line ${id} was delivered but not ordered.` : `${quantity} of line ${id} were delivered, ${line.quantity} ordered.`,
    });
  });
}

export const idOf = (line: OrderLine, index: number): string => line.id ?? String(index + 1);

function buildLine({ order, tax, unit }: InvoicePlan, line: OrderLine, index: number, delivered: number, decimals: number): BuiltLine {
  const rule = tax(line);
  const divisor = divisorOf(rule, order.taxesIncluded);
  const ordered = new Big(line.quantity);
  const quantity = new Big(delivered);
  const part = ordered.eq(0) ? new Big(1) : quantity.div(ordered);
  const price = new Big(line.unitPrice.amount);
  const off = new Big(line.discount?.amount ?? '0').times(part);
  const net = rounded(price.times(quantity).minus(off).div(divisor), decimals);
  const discount = rounded(off.div(divisor), decimals);
  const single = rounded(price.div(divisor), order.taxesIncluded ? 6 : 18);
  const turned = single.lt(0) ? -1 : 1;
  return {
    rule,
    net,
    line: {
      id: String(index + 1),
      quantity: quantity.times(turned).toFixed(),
      unit: unit?.(line) ?? 'C62',
      net: shown(net, decimals),
      ...(line.id === undefined ? {} : { orderLine: line.id }),
      ...(discount.eq(0) ? {} : { [discount.gt(0) ? 'allowances' : 'charges']: [{ amount: shown(discount.abs(), decimals), ...reasonOf(discount) }] }),
      price: { net: single.times(turned).toFixed() },
      tax: taxedAs(rule),
      item: { name: line.title ?? line.sku, sellerId: line.sku },
    },
  };
}

const reasonOf = (discount: Big): { reason: string; reasonCode?: string } =>
  discount.gt(0) ? { reason: 'Discount', reasonCode: '95' } : { reason: 'Surcharge' };

/** Category O has no rate, and of the others only those with tax have one above zero. */
export const taxedAs = ({ category, rate }: TaxRule): { category: string; rate?: string } =>
  category === 'O' ? { category } : { category, rate: rate ?? '0' };
