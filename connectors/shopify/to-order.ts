/** A Shopify order in the canonical form. */
import { checkOrder, type Order, type OrderLine } from '../../flows/documents/order.ts';
import { type Json, type JsonObject, type Money, type Problem, ProblemError } from '../../flows/flow.ts';
import { fromMinor, minus, plus, times, toMinor } from '../../flows/money.ts';
import { listOf, objectOf, textOf } from '../../nodes/json-fields.ts';
import { withoutNothing } from '../without-nothing.ts';
import { toAddress } from './to-address.ts';

/** Problems that stop an order at the door; sums that do not add up are the shop's business and stay visible. */
const stops = (problem: Problem): boolean => problem.code !== 'order.arithmetic';

/** Throws ProblemError 422 for what is no order: nothing in it, or fields that cannot be read. */
export function toOrder(source: JsonObject): Order {
  const number = textOf(source['name']) ?? textOf(source['order_number']);
  if (number === undefined) throw refusal('order.number_missing', '/name', 'the order has no name; send the whole order');
  const lines = listOf(source['line_items']);
  if (lines.length === 0) throw refusal('order.empty', '/line_items', `order ${number} has no lines; send it once it is complete`);
  const currency = textOf(source['currency']) ?? '';
  const moneyOf = moneyIn(currency);
  const mapped = lines.map((line, index) => toLine(objectOf(line), index, moneyOf));
  const order = withoutNothing<Order>({
    number,
    channel: 'shopify',
    placedAt: textOf(source['processed_at']) ?? textOf(source['created_at']) ?? '',
    customer: customerOf(source),
    billTo: toAddress(source['billing_address']),
    shipTo: toAddress(source['shipping_address']),
    currency,
    lines: mapped,
    shipping: shippingOf(listOf(source['shipping_lines']), moneyOf),
    discounts: discountsOf(source, mapped, moneyOf),
    taxes: taxesOf(source, moneyOf),
    taxesIncluded: source['taxes_included'] === true,
    subtotal: mapped.map((line) => line.total).reduce((sum, total) => plus(sum, total), fromMinor(0n, currency)),
    total: moneyOf(source['total_price'], '/total_price') ?? fromMinor(0n, currency),
    payment: paymentOf(source),
    status: textOf(source['cancelled_at']) === undefined ? (textOf(source['closed_at']) === undefined ? 'open' : 'completed') : 'canceled',
    note: textOf(source['note']),
    tags: tagsOf(source['tags']),
    source: withoutNothing({ system: 'shopify', id: textOf(source['id']) }),
  });
  const problems = checkOrder(JSON.parse(JSON.stringify(order)) as Json).filter(stops);
  if (problems.length > 0) throw new ProblemError(422, problems);
  return order;
}

type ReadMoney = (value: Json | undefined, path: string) => Money | undefined;

/** Shopify writes amounts as decimal strings, in some places as numbers. */
const moneyIn =
  (currency: string): ReadMoney =>
  (value, path) => {
    const amount = textOf(value);
    if (amount === undefined) return undefined;
    try {
      return fromMinor(toMinor({ amount, currency }), currency);
    } catch (error) {
      throw refusal('order.invalid_amount', path, error instanceof Error ? error.message : String(error));
    }
  };

function toLine(line: JsonObject, index: number, moneyOf: ReadMoney): OrderLine {
  const path = `/line_items/${index}`;
  const quantity = Number(line['quantity']);
  const unitPrice = moneyOf(line['price'], `${path}/price`);
  if (!(quantity > 0))
    throw refusal('order.invalid', `${path}/quantity`, `line ${index + 1} has quantity ${JSON.stringify(line['quantity'] ?? null)}; it must be above 0`);
  if (unitPrice === undefined) throw refusal('order.incomplete', `${path}/price`, `line ${index + 1} has no price`);
  const discount = moneyOf(line['total_discount'], `${path}/total_discount`);
  const whole = times(unitPrice, String(quantity));
  const hasDiscount = discount !== undefined && toMinor(discount) !== 0n;
  const properties = propertiesOf(line['properties'], path);
  return withoutNothing<OrderLine & { properties?: JsonObject }>({
    id: textOf(line['id']),
    // An article without a number still has to be found again: by its variant, its product, its line.
    sku: textOf(line['sku']) ?? `shopify-${textOf(line['variant_id']) ?? textOf(line['product_id']) ?? textOf(line['id']) ?? index + 1}`,
    title: textOf(line['name']) ?? textOf(line['title']),
    quantity,
    unitPrice,
    discount: hasDiscount ? discount : undefined,
    tax: sumOf(listOf(line['tax_lines']).map((tax, at) => moneyOf(objectOf(tax)['price'], `${path}/tax_lines/${at}/price`))),
    total: hasDiscount ? minus(whole, discount) : whole,
    properties: Object.keys(properties).length > 0 ? properties : undefined,
  });
}

/** What the customer wrote on a line: a list of names and values, one such pair, or nothing. */
function propertiesOf(value: Json | undefined, path: string): JsonObject {
  if (value === undefined || value === null) return {};
  const pairs = Array.isArray(value) ? value : typeof value === 'object' && Object.keys(value).length === 0 ? [] : [value];
  return Object.fromEntries(
    pairs.map((pair, at): [string, Json] => {
      const name = textOf(objectOf(pair)['name']);
      if (name === undefined) throw refusal('order.invalid', `${path}/properties/${at}`, 'a line property needs a name and a value');
      return [name, objectOf(pair)['value'] ?? null];
    }),
  );
}

/** The discount of the order, less what already stands in its lines. */
function discountsOf(source: JsonObject, lines: OrderLine[], moneyOf: ReadMoney): Order['discounts'] {
  const all = moneyOf(source['total_discounts'], '/total_discounts');
  if (all === undefined) return undefined;
  const rest = toMinor(all) - lines.reduce((sum, { discount }) => sum + (discount ? toMinor(discount) : 0n), 0n);
  if (rest <= 0n) return undefined;
  const code = textOf(objectOf(listOf(source['discount_codes'])[0])['code']);
  return [withoutNothing({ code, amount: fromMinor(rest, all.currency) })];
}

function shippingOf(lines: Json[], moneyOf: ReadMoney): Order['shipping'] {
  const amount = sumOf(lines.map((line, at) => moneyOf(objectOf(line)['discounted_price'] ?? objectOf(line)['price'], `/shipping_lines/${at}/price`)));
  return amount && withoutNothing({ title: textOf(objectOf(lines[0])['title']), amount });
}

/** Tax by kind; the total alone where the shop names no kinds, nothing where it names neither. */
function taxesOf(source: JsonObject, moneyOf: ReadMoney): Order['taxes'] {
  const kinds = listOf(source['tax_lines']).map(objectOf);
  const taxes = kinds.flatMap((tax, at) => {
    const amount = moneyOf(tax['price'], `/tax_lines/${at}/price`);
    return amount === undefined ? [] : [withoutNothing({ title: textOf(tax['title']), rate: textOf(tax['rate']), amount })];
  });
  if (taxes.length > 0) return taxes;
  const amount = moneyOf(source['total_tax'], '/total_tax');
  return amount === undefined || toMinor(amount) === 0n ? undefined : [{ amount }];
}

function customerOf(source: JsonObject): Order['customer'] {
  const customer = objectOf(source['customer']);
  const name = [textOf(customer['first_name']), textOf(customer['last_name'])].filter(Boolean).join(' ');
  const found = withoutNothing<NonNullable<Order['customer']>>({
    id: textOf(customer['id']),
    name: name === '' ? undefined : name,
    email: textOf(source['email']) ?? textOf(customer['email']),
    phone: textOf(source['phone']) ?? textOf(customer['phone']),
    company: textOf(objectOf(source['billing_address'])['company']),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

const states: Record<string, string> = {
  authorized: 'authorised',
  partially_paid: 'pending',
  paid: 'paid',
  pending: 'pending',
  refunded: 'refunded',
  partially_refunded: 'paid',
  voided: 'failed',
};

function paymentOf(source: JsonObject): Order['payment'] {
  const state = textOf(source['financial_status']);
  return withoutNothing({
    method: textOf(listOf(source['payment_gateway_names'])[0]) ?? textOf(source['gateway']),
    state: state === undefined ? undefined : (states[state] ?? state),
  });
}

const tagsOf = (tags: Json | undefined): string[] | undefined => {
  const found = (Array.isArray(tags) ? tags.map(String) : (textOf(tags) ?? '').split(',')).map((tag) => tag.trim()).filter((tag) => tag !== '');
  return found.length > 0 ? found : undefined;
};

function sumOf(amounts: (Money | undefined)[]): Money | undefined {
  const [first, ...rest] = amounts.filter((amount) => amount !== undefined);
  return first && plus(first, ...rest);
}

const refusal = (code: string, path: string, message: string): ProblemError => new ProblemError(422, { code, path, message });
