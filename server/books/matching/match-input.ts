/** The files and calls that ask for matches: their JSON Schemas, and how they become a book and payments. Amounts are decimal strings. */
import type { JsonObject } from '../../../flows/flow.ts';
import { parseAmount } from '../../../flows/money.ts';
import { type Book, type Customer, type OpenItem, type Payment, standardSettings, type Verdict } from './shapes.ts';

const text = { type: 'string', maxLength: 10_000 };
const name = { type: 'string', minLength: 1, maxLength: 200 };
const amount = { type: 'string', pattern: '^-?\\d{1,15}(\\.\\d{1,4})?$' };
const currency = { type: 'string', pattern: '^[A-Z]{3}$' };
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const names = { type: 'array', items: name, maxItems: 100 };
const closed = (required: string[], properties: JsonObject): JsonObject => ({ type: 'object', additionalProperties: false, required, properties });

const customerSchema = closed(['id', 'name'], { id: name, name, names, postcode: name, country: name, accounts: names, ids: names, group: name });
const itemSchema = closed(['id', 'customer', 'amount', 'currency'], {
  id: name,
  number: name,
  type: { type: 'string', enum: ['invoice', 'credit-note'] },
  customer: { anyOf: [name, customerSchema] },
  amount,
  currency,
  date: day,
  due: day,
  references: names,
  related: names,
  discount: closed(['amount', 'until'], { amount, until: day }),
});
const aliasSchema = closed(['customer', 'confirmed'], { customer: name, account: name, name, confirmed: { type: 'integer', minimum: 0 } });
const paymentSchema = closed(['id', 'amount', 'currency'], {
  id: name,
  amount,
  currency,
  date: day,
  name: text,
  account: text,
  postcode: text,
  ids: names,
  text: { anyOf: [text, { type: 'array', items: text, maxItems: 200 }] },
  references: names,
  documents: { type: 'array', maxItems: 2_000, items: closed(['number'], { number: name, amount }) },
  endToEndId: text,
  mandate: text,
  rates: { type: 'object', additionalProperties: { type: 'string', pattern: '^\\d{1,9}(\\.\\d{1,12})?$' } },
  allocations: { type: 'array', items: closed(['item', 'amount'], { item: name, amount }) },
});

/** Open items with their customers; a bare list of items is enough where each names its customer in full. */
export const bookSchema: JsonObject = closed(['items'], {
  customers: { type: 'array', items: customerSchema },
  items: { type: 'array', items: itemSchema },
  aliases: { type: 'array', items: aliasSchema },
});
export const paymentsSchema: JsonObject = { type: 'array', items: paymentSchema };

type CustomerInput = Pick<Customer, 'id' | 'name'> & Partial<Customer>;

export interface BookInput {
  customers?: CustomerInput[];
  items: {
    id: string;
    number?: string;
    type?: 'invoice' | 'credit-note';
    customer: string | CustomerInput;
    amount: string;
    currency: string;
    date?: string;
    due?: string;
    references?: string[];
    related?: string[];
    discount?: { amount: string; until: string };
  }[];
  aliases?: { customer: string; account?: string; name?: string; confirmed: number }[];
}

export interface PaymentInput {
  id: string;
  amount: string;
  currency: string;
  date?: string;
  name?: string;
  account?: string;
  postcode?: string;
  ids?: string[];
  text?: string | string[];
  references?: string[];
  documents?: { number: string; amount?: string }[];
  endToEndId?: string;
  mandate?: string;
  rates?: Record<string, string>;
  allocations?: { item: string; amount: string }[];
}

export interface MatchAnswer {
  payment: string;
  decision: Verdict;
  allocations: { item: string; amount: string }[];
  p: number;
  because: string;
}

export function readBook({ customers = [], items, aliases = [] }: BookInput): Book {
  const known = new Map(customers.map((customer) => [customer.id, readCustomer(customer)]));
  const open = items.map(({ customer, amount: written, type, number, references = [], related = [], discount, ...item }): OpenItem => {
    const id = typeof customer === 'string' ? customer : customer.id;
    if (!known.has(id)) known.set(id, readCustomer(typeof customer === 'string' ? { id, name: id } : customer));
    const units = parseAmount(written, item.currency);
    return {
      ...item,
      number: number ?? item.id,
      customer: id,
      amount: type === 'credit-note' && units > 0n ? -units : units,
      references,
      related,
      ...(discount === undefined ? {} : { discount: { amount: parseAmount(discount.amount, item.currency), until: discount.until } }),
    };
  });
  return { customers: [...known.values()], items: open, aliases, settings: standardSettings };
}

const readCustomer = ({ names: others = [], accounts = [], ids = [], ...customer }: CustomerInput): Customer => ({
  ...customer,
  names: others,
  accounts,
  ids: [customer.id, ...ids],
});

export function readPayment(
  {
    amount: written,
    text: words = '',
    references = [],
    documents = [],
    ids = [],
    rates = {},
    name: payer,
    account,
    postcode,
    allocations,
    ...payment
  }: PaymentInput,
  { items }: Pick<Book, 'items'>,
): Payment {
  const currencyOf = (id: string): string => items.find((item) => item.id === id)?.currency ?? payment.currency;
  return {
    ...payment,
    amount: parseAmount(written, payment.currency),
    text: typeof words === 'string' ? words : words.join('\n'),
    references,
    documents: documents.map(({ number, amount: part }) => ({ number, ...(part === undefined ? {} : { amount: parseAmount(part, payment.currency) }) })),
    rates,
    payer: { ids, ...(payer ? { name: payer } : {}), ...(account ? { account } : {}), ...(postcode ? { postcode } : {}) },
    ...(allocations === undefined
      ? {}
      : {
          held: allocations.map(({ item, amount: part }) => ({
            item,
            amount: parseAmount(part, currencyOf(item)),
            value: parseAmount(part, currencyOf(item)),
          })),
        }),
  };
}
