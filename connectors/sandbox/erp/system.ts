/** The simulated ERP: takes orders and invoices, knows each customer's credit. It trusts keys, not order numbers. */
import type { JsonObject } from '../../../flows/flow.ts';
import { isMoney } from '../../../flows/flow.ts';
import { plus } from '../../../flows/money.ts';
import { objectOf, textOf } from '../../../nodes/json-fields.ts';
import { invalid, notFound, type SandboxStore, type System, type SystemReply, type SystemRequest } from '../server/store.ts';

const paymentDays = 30;

export const erp: System = {
  id: 'sandbox_erp',
  title: 'ERP',
  effectClass: 'A',
  segment: 'erp',
  handle(request, store) {
    const [kind, id] = request.path;
    if (kind === 'credit' && id !== undefined) return request.method === 'PUT' ? setCredit(id, objectOf(request.body), store) : credit(id, store);
    if (kind === 'orders') return request.method === 'POST' ? createOrder(request, store) : found('order', request, store);
    if (kind === 'items') return items(request, store);
    if (kind === 'invoices') return request.method === 'POST' ? createInvoice(request, store) : found('invoice', request, store);
    return notFound(`/${request.path.join('/')}`);
  },
  facts: (store) => ({
    orders: store.count('erp.order'),
    invoices: store.count('erp.invoice'),
    duplicates: store.doubled('erp.order') + store.doubled('erp.invoice'),
  }),
};

function createOrder({ body, now }: SystemRequest, store: SandboxStore): SystemReply {
  const order = objectOf(body);
  const number = textOf(order['number']);
  if (number === undefined) return invalid('an order needs a number');
  const id = `SO-${10_000 + store.next('erp.order')}`;
  const saved: JsonObject = {
    id,
    number,
    at: new Date(now).toISOString(),
    total: order['total'] ?? null,
    lines: order['lines'] ?? [],
    customer: order['customer'] ?? null,
  };
  store.put('erp.order', id, saved, number);
  return { status: 201, body: { id, number }, applied: true };
}

function createInvoice({ body, now }: SystemRequest, store: SandboxStore): SystemReply {
  const asked = objectOf(body);
  const number = textOf(asked['order']);
  if (number === undefined) return invalid('an invoice names the order it is for');
  const id = `INV-${20_000 + store.next('erp.invoice')}`;
  const due = new Date(now + paymentDays * 86_400_000).toISOString().slice(0, 10);
  const saved: JsonObject = {
    id,
    number,
    total: asked['total'] ?? null,
    customer: asked['customer'] ?? null,
    at: new Date(now).toISOString(),
    due,
    paid: false,
    version: store.next('erp.version'),
  };
  store.put('erp.invoice', id, saved, number);
  store.put('erp.owed', id, { total: saved['total'] ?? null }, textOf(asked['customer']) ?? '');
  return { status: 201, body: { id, order: number, due, total: saved['total'] ?? null }, applied: true };
}

function found(kind: string, { query, path }: SystemRequest, store: SandboxStore): SystemReply {
  if (path[1] !== undefined) {
    const one = store.get(`erp.${kind}`, path[1]);
    return one ? { status: 200, body: one } : notFound(`${kind} ${path[1]}`);
  }
  const number = query.get('number');
  return { status: 200, body: { items: number === null ? store.list(`erp.${kind}`) : store.find(`erp.${kind}`, number) } };
}

/** Open items with their versions, those changed after `after`; the page of a clerk who allocates nothing. */
function items({ query }: SystemRequest, store: SandboxStore): SystemReply {
  const after = Number(query.get('after') ?? 0);
  const listed = store
    .list('erp.invoice')
    .map(({ id, number, customer, total, at, due, paid, changedBy, version }): JsonObject => {
      const { amount = '0.00', currency = 'EUR' } = isMoney(total) ? total : {};
      const said = { date: String(at).slice(0, 10), due: due ?? '', related: [number ?? ''], version: version ?? 1, closed: paid === true };
      return { id: id ?? '', number: id ?? '', customer: textOf(customer) ?? '', amount, currency, ...said, ...(changedBy === undefined ? {} : { changedBy }) };
    })
    .filter(({ version }) => Number(version) > after);
  return { status: 200, body: { items: listed } };
}

/** Limit as agreed, open amount as invoiced and not yet paid. */
function credit(customer: string, store: SandboxStore): SystemReply {
  const agreed = store.get('erp.credit', customer) ?? { limit: { amount: '25000.00', currency: 'EUR' } };
  const { limit } = agreed;
  const open = store
    .find('erp.owed', customer)
    .map((owed): unknown => owed['total'])
    .filter(isMoney)
    .filter((total) => isMoney(limit) && total.currency === limit.currency);
  return { status: 200, body: { customer, ...agreed, ...(open.length > 0 ? { open: { ...plus(open[0]!, ...open.slice(1)) } } : {}) } };
}

/** The bookkeeper has seen the money: nothing is owed for this order any more. */
export function settleOrder(number: string, store: SandboxStore): void {
  for (const invoice of store.find('erp.invoice', number)) {
    store.put('erp.invoice', String(invoice['id']), { ...invoice, paid: true, version: store.next('erp.version') });
    store.remove('erp.owed', String(invoice['id']));
  }
}

function setCredit(customer: string, agreed: JsonObject, store: SandboxStore): SystemReply {
  store.put('erp.credit', customer, agreed);
  return { status: 200, body: { customer, ...agreed }, applied: true };
}
