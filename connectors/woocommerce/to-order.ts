/** A WooCommerce order in the canonical form. */
import { type Address, checkOrder, type Order, type OrderLine } from '../../flows/documents/order.ts';
import { type Json, type JsonObject, type Money, ProblemError } from '../../flows/flow.ts';
import { fromMinor, minus, plus, times, toMinor } from '../../flows/money.ts';
import { listOf, objectOf, textOf } from '../../nodes/json-fields.ts';
import { withoutNothing } from '../without-nothing.ts';
import { plainText } from './plain-text.ts';

/** Throws ProblemError 422 for what is no order: nothing in it, or fields that cannot be read. */
export function toOrder(source: JsonObject): Order {
  const number = textOf(source['number']) ?? numberOf(source['id']);
  if (number === undefined) throw refusal('order.number_missing', '/number', 'the order has no number; send the whole order');
  const currency = textOf(source['currency']) ?? '';
  const sent = listOf(source['line_items']).map(objectOf);
  if (sent.length === 0) throw refusal('order.empty', '/line_items', `order ${number} has no lines; send it once it is complete`);
  const money = (value: Json | undefined, path: string): Money => moneyOf(value, currency, path);
  const lines = [...sent.map((line, at) => toLine(line, at, money)), ...feesOf(source, money)];
  const shipping = listOf(source['shipping_lines']).map(objectOf);
  const order = withoutNothing<Order>({
    number,
    channel: 'woocommerce',
    placedAt: instantOf(source),
    customer: customerOf(source),
    billTo: addressOf(source['billing']),
    shipTo: addressOf(source['shipping']),
    currency,
    lines,
    shipping:
      shipping.length === 0
        ? undefined
        : withoutNothing({ title: titleOf(shipping[0]?.['method_title']), amount: money(source['shipping_total'], '/shipping_total') }),
    discounts: undefined,
    taxes: taxesOf(source, money),
    // Lines of this shop are always without tax, also where its prices are shown with it.
    taxesIncluded: false,
    subtotal: lines.map((line) => line.total).reduce((sum, total) => plus(sum, total), fromMinor(0n, currency)),
    total: money(source['total'], '/total'),
    payment: withoutNothing({
      method: textOf(source['payment_method']),
      state: (textOf(source['date_paid_gmt']) ?? textOf(source['date_paid'])) ? 'paid' : 'pending',
    }),
    status: statusOf(textOf(source['status'])),
    note: titleOf(source['customer_note']),
    tags: undefined,
    source: withoutNothing({ system: 'woocommerce', id: numberOf(source['id']) }),
  });
  const problems = checkOrder(JSON.parse(JSON.stringify(order)) as Json).filter(({ code }) => code !== 'order.arithmetic');
  if (problems.length > 0) throw new ProblemError(422, problems);
  return order;
}

type ReadMoney = (value: Json | undefined, path: string) => Money;

/** The shop tells a line's sums, not its price: the price is what they come to, rounded up; the rest is discount. */
function toLine(line: JsonObject, at: number, money: ReadMoney): OrderLine {
  const path = `/line_items/${at}`;
  const quantity = Number(line['quantity']);
  if (!Number.isInteger(quantity) || quantity < 1)
    throw refusal(
      'order.invalid',
      `${path}/quantity`,
      `line ${at + 1} has quantity ${JSON.stringify(line['quantity'] ?? null)}; it must be a whole number above 0`,
    );
  const whole = toMinor(money(line['subtotal'], `${path}/subtotal`));
  const total = money(line['total'], `${path}/total`);
  const unitPrice = fromMinor((whole + BigInt(quantity) - 1n) / BigInt(quantity), total.currency);
  const discount = minus(times(unitPrice, String(quantity)), total);
  return withoutNothing<OrderLine>({
    id: numberOf(line['id']),
    sku: textOf(line['sku']) ?? `woocommerce-${numberOf(line['variation_id']) ?? numberOf(line['product_id']) ?? numberOf(line['id']) ?? at + 1}`,
    title: titleOf(line['name']),
    quantity,
    unitPrice,
    discount: toMinor(discount) === 0n ? undefined : discount,
    tax: textOf(line['total_tax']) === undefined ? undefined : money(line['total_tax'], `${path}/total_tax`),
    total,
  });
}

/** Fees stand in no line of the shop, but in what the customer pays. */
function feesOf(source: JsonObject, money: ReadMoney): OrderLine[] {
  return listOf(source['fee_lines']).map((each, at) => {
    const fee = objectOf(each);
    const total = money(fee['total'], `/fee_lines/${at}/total`);
    return withoutNothing<OrderLine>({
      id: numberOf(fee['id']),
      sku: 'fee',
      title: titleOf(fee['name']),
      quantity: 1,
      unitPrice: total,
      discount: undefined,
      tax: undefined,
      total,
    });
  });
}

function taxesOf(source: JsonObject, money: ReadMoney): Order['taxes'] {
  const kinds = listOf(source['tax_lines']).map(objectOf);
  const taxes = kinds.map((tax, at) => {
    const path = `/tax_lines/${at}`;
    const amount = plus(money(tax['tax_total'], `${path}/tax_total`), money(tax['shipping_tax_total'] ?? '0', `${path}/shipping_tax_total`));
    return withoutNothing<{ title?: string; amount: Money }>({ title: titleOf(tax['label']), amount });
  });
  if (taxes.length > 0) return taxes;
  const amount = money(source['total_tax'] ?? '0', '/total_tax');
  return toMinor(amount) === 0n ? undefined : [{ amount }];
}

function moneyOf(value: Json | undefined, currency: string, path: string): Money {
  const amount = textOf(value);
  if (amount === undefined) throw refusal('order.incomplete', path, `the order lacks ${path.slice(1).replaceAll('/', '.')}`);
  try {
    return fromMinor(toMinor({ amount, currency }), currency);
  } catch (error) {
    throw refusal('order.invalid_amount', path, error instanceof Error ? error.message : String(error));
  }
}

/** The shop writes its own time without a zone; only the field in GMT can be read anywhere. */
function instantOf(source: JsonObject): string {
  const gmt = textOf(source['date_created_gmt']);
  if (gmt === undefined) throw refusal('order.incomplete', '/date_created_gmt', 'the order does not say when it was placed');
  return gmt.endsWith('Z') ? gmt : `${gmt}Z`;
}

function customerOf(source: JsonObject): Order['customer'] {
  const billing = objectOf(source['billing']);
  const name = [titleOf(billing['first_name']), titleOf(billing['last_name'])].filter(Boolean).join(' ');
  return withoutNothing<NonNullable<Order['customer']>>({
    id: numberOf(source['customer_id']),
    name: name === '' ? undefined : name,
    email: textOf(billing['email']),
    phone: textOf(billing['phone']),
    company: titleOf(billing['company']),
    vatNumber: undefined,
  });
}

function addressOf(value: Json | undefined): Address | undefined {
  const from = objectOf(value);
  const name = [titleOf(from['first_name']), titleOf(from['last_name'])].filter(Boolean).join(' ');
  const fields: [keyof Address, string | undefined][] = [
    ['name', name === '' ? undefined : name],
    ['company', titleOf(from['company'])],
    ['street', titleOf(from['address_1'])],
    ['street2', titleOf(from['address_2'])],
    ['city', titleOf(from['city'])],
    ['postcode', textOf(from['postcode'])],
    ['region', textOf(from['state'])],
    ['country', textOf(from['country'])],
    ['phone', textOf(from['phone'])],
  ];
  const found = fields.filter(([, field]) => field !== undefined);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

const statuses: Record<string, string> = {
  cancelled: 'canceled',
  failed: 'canceled',
  refunded: 'canceled',
  completed: 'completed',
  'checkout-draft': 'draft',
  'auto-draft': 'draft',
  draft: 'draft',
  trash: 'canceled',
};
export const statusOf = (status: string | undefined): string => statuses[status ?? ''] ?? 'open';

/** Ids of 0 mean: there is none. */
const numberOf = (value: Json | undefined): string | undefined => (value === 0 || value === '0' ? undefined : textOf(value));

function titleOf(value: Json | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : textOf(plainText(text));
}

const refusal = (code: string, path: string, message: string): ProblemError => new ProblemError(422, { code, path, message });
