import { type Json, type Money, type Problem, ProblemError } from '../flow.ts';
import { fromMinor, times, toMinor } from '../money.ts';
import { checkDocument, missingFields } from './check-document.ts';

export interface Address {
  name?: string;
  company?: string;
  street?: string;
  street2?: string;
  city?: string;
  postcode?: string;
  region?: string;
  country?: string;
  phone?: string;
  email?: string;
}

export interface OrderLine {
  id?: string;
  sku: string;
  title?: string;
  quantity: number;
  unitPrice: Money;
  discount?: Money;
  tax?: Money;
  /** Unit price times quantity, less the discount. */
  total: Money;
  requiresInstaller?: boolean;
}

/** An order in the one form all channels are brought to. */
export interface Order {
  number: string;
  channel?: string;
  /** ISO 8601 with offset. */
  placedAt: string;
  /** `peppolId` is its address for e-invoices, scheme and value: `0007:5560000001`. */
  customer?: { id?: string; name?: string; email?: string; phone?: string; company?: string; vatNumber?: string; peppolId?: string };
  billTo?: Address;
  shipTo?: Address;
  currency: string;
  lines: OrderLine[];
  shipping?: { title?: string; amount: Money };
  /** On the whole order, positive. */
  discounts?: { code?: string; title?: string; amount: Money }[];
  taxes?: { title?: string; rate?: string; amount: Money }[];
  /** Prices already hold the tax. */
  taxesIncluded?: boolean;
  /** Sum of the lines. */
  subtotal?: Money;
  /** Lines − discounts + shipping, + taxes unless they are included. */
  total: Money;
  payment?: { method?: string; state?: string };
  status?: string;
  note?: string;
  tags?: string[];
  source?: { system?: string; id?: string };
}

/** Every reason why an order may not go on: shape, completeness, arithmetic. `needs` are further fields, as pointers, it must have. */
export function checkOrder(value: Json, needs: readonly string[] = []): Problem[] {
  const shape = checkDocument('order', value);
  const missing = missingFields(value, ['/number', ...needs])
    .filter((path) => !shape.some((problem) => problem.path === path))
    .map((path) => ({ code: 'order.incomplete', path, message: `The order lacks ${path.slice(1).replaceAll('/', '.')} — it cannot go on without.` }));
  if (shape.length > 0) return [...shape, ...missing];
  const order = value as unknown as Order; // the schema holds
  const empty =
    order.lines.length > 0 ? [] : [{ code: 'order.incomplete', path: '/lines', message: 'The order has no line — an empty draft goes no further.' }];
  const amounts = checkAmounts(order);
  return [...missing, ...empty, ...amounts, ...(amounts.length > 0 ? [] : checkSums(order))];
}

/** Each amount can be read and is in the order's currency. */
function checkAmounts(order: Order): Problem[] {
  const amounts: [string, Money | undefined][] = [
    ...order.lines.flatMap((line, at): [string, Money | undefined][] => [
      [`/lines/${at}/unitPrice`, line.unitPrice],
      [`/lines/${at}/discount`, line.discount],
      [`/lines/${at}/tax`, line.tax],
      [`/lines/${at}/total`, line.total],
    ]),
    ['/shipping/amount', order.shipping?.amount],
    ...(order.discounts ?? []).map(({ amount }, at): [string, Money] => [`/discounts/${at}/amount`, amount]),
    ...(order.taxes ?? []).map(({ amount }, at): [string, Money] => [`/taxes/${at}/amount`, amount]),
    ['/subtotal', order.subtotal],
    ['/total', order.total],
  ];
  return amounts.flatMap(([path, money]): Problem[] => {
    if (money === undefined) return [];
    if (money.currency !== order.currency) {
      return [
        {
          code: 'order.other_currency',
          path: `${path}/currency`,
          message: `${path.slice(1)} is in ${money.currency}, the order in ${order.currency} — use one currency.`,
        },
      ];
    }
    try {
      toMinor(money);
      return [];
    } catch (error) {
      if (error instanceof ProblemError) return [{ code: 'order.invalid_amount', path: `${path}/amount`, message: error.message }];
      throw error;
    }
  });
}

function checkSums(order: Order): Problem[] {
  const problems: Problem[] = [];
  const expect = (path: string, found: Money | undefined, expected: bigint, rule: string) => {
    if (found === undefined || toMinor(found) === expected) return;
    const wanted = fromMinor(expected, order.currency).amount;
    problems.push({
      code: 'order.arithmetic',
      path,
      message: `${path.slice(1).replaceAll('/', '.')} is ${found.amount}, but ${rule} is ${wanted} — correct one of them.`,
    });
  };
  let lines = 0n;
  for (const [at, line] of order.lines.entries()) {
    expect(
      `/lines/${at}/total`,
      line.total,
      toMinor(times(line.unitPrice, decimal(line.quantity))) - minor(line.discount),
      'unit price times quantity less discount',
    );
    lines += toMinor(line.total);
  }
  expect('/subtotal', order.subtotal, lines, 'the sum of the lines');
  const off = (order.discounts ?? []).reduce((sum, { amount }) => sum + toMinor(amount), 0n);
  const taxes = order.taxesIncluded ? 0n : (order.taxes ?? []).reduce((sum, { amount }) => sum + toMinor(amount), 0n);
  expect('/total', order.total, lines - off + minor(order.shipping?.amount) + taxes, 'lines − discounts + shipping + taxes');
  return problems;
}

const minor = (money: Money | undefined): bigint => (money === undefined ? 0n : toMinor(money));

/** A quantity as a plain decimal, never in exponent form. */
const decimal = (quantity: number): string => (/e/.test(String(quantity)) ? quantity.toFixed(9).replace(/\.?0+$/, '') : String(quantity));
