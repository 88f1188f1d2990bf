/** What the demo page does: places orders, plays customer, installer and bank, breaks and mends systems. */
import { isDuration } from '../../flows/duration.ts';
import { type JsonObject, type Money, ProblemError } from '../../flows/flow.ts';
import { toMinor } from '../../flows/money.ts';
import { fieldOf, textOf } from '../../nodes/json-fields.ts';
import type { DemoState } from '../../server/http/api.ts';
import { billOf } from './bank/bill.ts';
import { type BankFile, payBill, type Quoting, quotings, restOf } from './bank/pay.ts';
import { settleOrder } from './erp/system.ts';
import { fileOf, mailsIn } from './mail/system.ts';
import { buyers, type OrderKind, orderKinds, sampleOrder } from './sample-orders.ts';
import { type Mode, modeNames } from './server/modes.ts';
import type { Sent } from './server/outgoing.ts';
import { type SandboxServer, systems } from './server/server.ts';

/** What an installer, a customer or a bank may say of an order. */
export const factNames = ['installer.contacted', 'installer.booked', 'quote.accepted', 'quote.withdrawn'] as const;
export type FactName = (typeof factNames)[number];

export interface DemoChange {
  system?: string;
  mode?: string;
  /** Extra ms per call while slow, and calls until it behaves again. */
  delay?: number;
  times?: number;
  /** Cancellation window of the orders placed from now on. */
  window?: string;
}

export interface Demo {
  state(): DemoState;
  set(change: DemoChange): DemoState;
  placeOrder(kind: string): Promise<{ number: string; sent: Sent }>;
  cancel(number: string, reason?: string): Promise<Sent>;
  fact(number: string, fact: string, data?: JsonObject): Promise<Sent>;
  /** Pays what is left of the order, or a stated amount of it; the bank tells it as the quoting says. */
  pay(number: string, how?: { amount?: string; quoting?: string }): Promise<Sent>;
  /** The bank sends its newest statement again. */
  sendStatement(): Promise<Sent>;
  /** What the hub mailed, newest first. */
  mails(): JsonObject[];
  mailFile(id: string, name: string): Promise<{ type: string; content: Buffer }>;
}

export function demo({ server, window: first = 'PT30S' }: { server: SandboxServer; window?: string }): Demo {
  const { store, modes, outgoing, clock } = server;
  let window = first;
  for (const { peppolId, isOnNetwork } of buyers) if (!isOnNetwork) store.put('ap.participant', peppolId, { behaviour: 'absent' });
  const orderOf = (number: string): JsonObject => {
    const order = store.get('shop.order', number);
    if (!order) throw refusal(404, 'demo.order_unknown', `the sandbox shop has no order ${number}; place one first`);
    return order;
  };
  const state = (): DemoState => ({
    systems: systems.map((system) => ({
      id: system.id,
      title: system.title,
      effectClass: system.effectClass,
      calls: store.callCount(system.id),
      mode: modes.of(system.id),
      facts: system.facts(store),
    })),
    window,
  });

  const sendFile = (file: BankFile): Promise<Sent> => {
    store.put('bank.file', 'last', { ...file });
    return outgoing.send('statement', { ...file }, 'statements');
  };

  return {
    state,
    set({ system, mode, window: next, ...options }) {
      if (next !== undefined && !isDuration(next)) throw refusal(422, 'demo.window_invalid', `"${next}" is no duration; write it like PT30S`);
      if (mode !== undefined && !modeNames.includes(mode as Mode))
        throw refusal(422, 'demo.mode_unknown', `"${mode}" is no mode; choose ${modeNames.join(', ')}`);
      if (system !== undefined && !systems.some(({ id }) => id === system)) throw refusal(404, 'demo.system_unknown', `there is no sandbox system "${system}"`);
      if (system !== undefined && mode !== undefined) modes.set(system, mode as Mode, options);
      if (next !== undefined) window = next;
      return state();
    },
    async placeOrder(kind) {
      if (!orderKinds.includes(kind as OrderKind)) throw refusal(422, 'demo.kind_unknown', `"${kind}" is no kind of order; choose ${orderKinds.join(', ')}`);
      // The order says how long it may be held, so that one drawing serves a quick demo and a long one.
      const order: JsonObject = { ...sampleOrder(kind as OrderKind, store.next(`order.${kind}`), clock.now()), kind, window };
      const number = String(order['number']);
      store.put('shop.order', number, order);
      // Quick orders come from a till that posts the order itself; the others through the shop's webhook.
      return { number, sent: await outgoing.send('order.created', order, kind === 'quick_order' ? 'orders' : undefined) };
    },
    async cancel(number, reason = 'The customer changed their mind') {
      store.put('shop.order', number, { ...orderOf(number), status: 'cancel asked' });
      return outgoing.send('order.canceled', { number, reason, by: 'the customer' });
    },
    async fact(number, fact, data = {}) {
      if (!factNames.includes(fact as FactName)) throw refusal(422, 'demo.fact_unknown', `"${fact}" is no fact; choose ${factNames.join(', ')}`);
      return outgoing.send(fact, { ...data, number });
    },
    async pay(number, { amount, quoting = 'structured' } = {}) {
      const order = orderOf(number);
      if (!quotings.includes(quoting as Quoting)) throw refusal(422, 'demo.quoting_unknown', `"${quoting}" is no way to quote; choose ${quotings.join(', ')}`);
      const bill = billOf(number, store);
      if (bill) {
        const paid: Money = amount === undefined ? restOf(bill, store) : { amount, currency: bill.currency };
        if (toMinor(paid) <= 0n) throw refusal(409, 'demo.paid', `${bill.number} is paid already`);
        const file = payBill(bill, paid, quoting as Quoting, payerOf(order), store, clock.now());
        if (quoting !== 'wrong' && toMinor(restOf(bill, store)) === 0n) settleOrder(number, store);
        return sendFile(file);
      }
      const { total } = order;
      const paid = amount === undefined ? total : { ...(total as JsonObject), amount };
      const id = `PAY-${store.next('bank.payment')}`;
      const payment: JsonObject = { id, number, amount: paid ?? null, reference: number, at: new Date(clock.now()).toISOString() };
      store.put('bank.payment', id, payment);
      if (amount === undefined) settleOrder(number, store);
      return outgoing.send('payment.received', payment);
    },
    async sendStatement() {
      const last = store.get('bank.file', 'last');
      if (!last) throw refusal(404, 'demo.no_statement', 'the bank has nothing to tell yet; let a customer pay first');
      return outgoing.send('statement', last, 'statements');
    },
    mails: () => mailsIn(store),
    async mailFile(id, name) {
      const file = await fileOf(store, id, name);
      if (!file) throw refusal(404, 'demo.mail_unknown', `no mail ${id} came with a file ${name}`);
      return file;
    },
  };
}

function payerOf(order: JsonObject): Parameters<typeof payBill>[3] {
  const buyer = buyers.find(({ id }) => id === textOf(fieldOf(order, 'customer', 'id'))) ?? buyers[0]!;
  const { company, account, place } = buyer;
  return { name: company.toUpperCase(), account, postcode: place.postcode, city: place.city };
}

const refusal = (status: number, code: string, message: string): ProblemError => new ProblemError(status, { code, path: '', message });
