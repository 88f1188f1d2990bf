/** Flows that seeds play: together they meet every node type and every way a run can wait, branch and end. */
import type { Flow, FlowNode, Json, JsonObject } from '../../flows/flow.ts';

/** What comes from outside for one order of a flow, ms after the order is first sent. */
export interface Outer {
  at: [number, number];
  /** Only in this share of orders. */
  share?: number;
  send: { signal: string; data?: Json } | 'cancel';
}

export interface Played {
  flow: Flow;
  /** Flows it calls. */
  others?: Flow[];
  outer: Outer[];
  /** When something happens to the run by itself, ms after the order. */
  moments?: number[];
  /** Fields of the order besides its number. */
  order?: JsonObject;
  /** How often it is drawn; 1 when absent. */
  weight?: number;
}

const node = (type: string, config: JsonObject = {}, more: Partial<FlowNode> = {}): FlowNode => ({ type: `${type}@1`, config, ...more });
const post = (system: string, effectClass: 'A' | 'B' | 'C', more: Partial<FlowNode> = {}): FlowNode =>
  node(
    'http_request',
    {
      method: 'POST',
      url: `http://${system}.example/`,
      class: effectClass,
      body: { number: { $expr: 'trigger.number' } },
      ...(effectClass === 'B' ? { lookup: { url: `http://${system}.example/look-up` } } : {}),
    },
    { retry: { attempts: 12, delay: 'PT2S', max: 'PT30S' }, timeout: 'PT20S', ...more },
  );
const number = { $expr: 'trigger.number' };

const orderToCash: Played = {
  weight: 3,
  flow: {
    format: 1,
    id: 'order_to_cash',
    title: 'Order to cash',
    key: number,
    slots: { erp: 'erp', wms: 'wms' },
    signals: { cancel: { on: 'shop.order_cancelled', key: number } },
    nodes: {
      order: node('webhook', { path: 'orders' }),
      window: node('cancellation_window', { for: 'PT40S', clock: 'received' }),
      stock: node('check_stock', { lines: { $expr: 'trigger.lines' } }, { slot: 'wms' }),
      credit: node('credit_gate', { customer: 'C1', amount: { $expr: 'trigger.total' } }, { slot: 'erp' }),
      reserve: post('wms', 'A'),
      ship: post('carrier', 'B'),
      mail: post('mail', 'C', { policy: 'at-least-once' }),
      noted: node('transform', { output: number }),
      pack: node('wait', { for: 'PT5S' }),
      both: node('join'),
      invoice: post('erp', 'A'),
    },
    edges: [
      { from: 'order', to: 'window' },
      { from: 'window.released', to: 'stock' },
      { from: 'stock.in_stock', to: 'credit' },
      { from: 'credit.approved', to: 'reserve' },
      { from: 'reserve', to: 'ship' },
      { from: 'reserve', to: 'mail' },
      { from: 'reserve', to: 'pack' },
      { from: 'ship', to: 'noted' },
      { from: 'mail', to: 'noted' },
      { from: 'noted', to: 'both' },
      { from: 'pack', to: 'both' },
      { from: 'both', to: 'invoice' },
    ],
  },
  order: { lines: [{ sku: 'a', quantity: 2 }], total: { amount: '199.95', currency: 'EUR' } },
  moments: [0, 40_000],
  outer: [
    { at: [-5_000, 60_000], share: 0.35, send: { signal: 'shop.order_cancelled', data: { reason: 'changed my mind' } } },
    { at: [0, 35_000], share: 0.15, send: { signal: 'release', data: { by: 'ada' } } },
    { at: [0, 35_000], share: 0.15, send: { signal: 'extend', data: { for: 'PT20S', by: 'ada' } } },
    { at: [1_000, 70_000], share: 0.2, send: 'cancel' },
  ],
};

const intercept: Played = {
  flow: {
    format: 1,
    id: 'intercept',
    title: 'Intercept',
    key: number,
    signals: { cancel: { on: 'shop.order_cancelled', key: number, to: 'stop' } },
    nodes: {
      order: node('webhook', { path: 'intercepts' }),
      window: node('cancellation_window', { for: 'PT10S', clock: 'received' }),
      ship: post('carrier', 'A'),
      rest: node('wait', { for: 'PT30S' }),
      stop: post('wms', 'A'),
      done: node('transform', { output: { number } }),
    },
    edges: [
      { from: 'order', to: 'window' },
      { from: 'window.released', to: 'ship' },
      { from: 'ship', to: 'rest' },
      { from: 'rest', to: 'done' },
    ],
  },
  moments: [0, 10_000],
  outer: [
    { at: [0, 50_000], share: 0.6, send: { signal: 'shop.order_cancelled' } },
    { at: [0, 50_000], share: 0.3, send: { signal: 'shop.order_cancelled' } },
  ],
};

const installer: Played = {
  weight: 2,
  flow: {
    format: 1,
    id: 'installer',
    title: 'Installer',
    key: { $expr: "'HP-' & trigger.number" },
    nodes: {
      order: node('manual'),
      facts: node('wait_for', { all: ['contacted', 'booked', 'accepted'], unless: ['withdrawn'], deadline: 'PT4M', remind: 'PT30S' }),
      book: post('installer', 'B'),
      told: node('respond', { status: 200, body: { number } }),
      closed: post('shop', 'A'),
      late: post('crm', 'C', { policy: 'at-least-once' }),
    },
    edges: [
      { from: 'order', to: 'facts' },
      { from: 'facts.done', to: 'book' },
      { from: 'book', to: 'told' },
      { from: 'facts.withdrawn', to: 'closed' },
      { from: 'facts.timeout', to: 'late' },
    ],
  },
  moments: [0, 30_000],
  outer: [
    { at: [-20_000, 60_000], send: { signal: 'contacted' } },
    { at: [-20_000, 90_000], send: { signal: 'booked' } },
    { at: [-20_000, 120_000], share: 0.8, send: { signal: 'accepted' } },
    { at: [0, 120_000], share: 0.2, send: { signal: 'withdrawn' } },
  ],
};

const lines: Played = {
  weight: 2,
  flow: {
    format: 1,
    id: 'lines',
    title: 'Lines',
    key: number,
    nodes: {
      order: node('manual'),
      lines: node('for_each', { items: { $expr: 'trigger.skus' }, limit: 2 }),
      pick: post('wms', 'A'),
      label: post('printer', 'C', { policy: 'at-most-once' }),
      note: node('transform', { output: { sku: { $expr: 'item' } } }),
      invoice: post('erp', 'B'),
    },
    edges: [
      { from: 'order', to: 'lines' },
      { from: 'lines.item', to: 'pick' },
      { from: 'pick', to: 'label' },
      { from: 'label', to: 'note' },
      { from: 'label.error', to: 'note' },
      { from: 'lines.done', to: 'invoice' },
    ],
  },
  order: { skus: ['a', 'b', 'c', 'd'] },
  outer: [{ at: [0, 20_000], share: 0.1, send: 'cancel' }],
};

const family: Played = {
  weight: 2,
  flow: {
    format: 1,
    id: 'family',
    title: 'Family',
    key: number,
    nodes: {
      order: node('webhook', { path: 'families' }),
      inner: node('subflow', { flow: 'child', input: { number, note: { $expr: 'trigger.padding' } } }),
      route: node('switch', { cases: [{ port: 'long', when: { $expr: '$count(trigger.lines) > 5' } }], otherwise: 'short' }),
      book: post('erp', 'A'),
    },
    edges: [
      { from: 'order', to: 'inner' },
      { from: 'inner', to: 'route' },
      { from: 'route.long', to: 'book' },
      { from: 'route.short', to: 'book' },
    ],
  },
  others: [
    {
      format: 1,
      id: 'child',
      title: 'Child',
      nodes: { begin: node('manual'), pause: node('wait', { for: 'PT15S' }), call: post('wms', 'A') },
      edges: [
        { from: 'begin', to: 'pause' },
        { from: 'pause', to: 'call' },
      ],
    },
  ],
  order: { lines: [1, 2, 3] },
  moments: [0, 15_000],
  outer: [{ at: [0, 30_000], share: 0.25, send: 'cancel' }],
};

const people: Played = {
  flow: {
    format: 1,
    id: 'people',
    title: 'People',
    key: number,
    nodes: {
      order: node('manual'),
      ask: node('task', { title: 'Look', role: 'operator', outcomes: ['yes', 'no'], deadline: 'PT3M' }),
      yes: post('erp', 'A'),
      no: post('shop', 'C', { policy: 'at-most-once' }),
      late: node('transform', { output: 'late' }),
    },
    edges: [
      { from: 'order', to: 'ask' },
      { from: 'ask.yes', to: 'yes' },
      { from: 'ask.no', to: 'no' },
      { from: 'ask.timeout', to: 'late' },
    ],
  },
  outer: [{ at: [0, 60_000], share: 0.15, send: 'cancel' }],
};

const payment: Played = {
  flow: {
    format: 1,
    id: 'payment',
    title: 'Payment',
    key: number,
    nodes: {
      order: node('webhook', { path: 'payments' }),
      invoice: post('erp', 'A'),
      paid: node('wait_for', { any: ['paid', 'waived'], deadline: 'PT5M' }),
      remind: node('wait', { for: 'PT1M' }),
      letter: post('mail', 'C', { policy: 'at-least-once' }),
      dunned: node('transform', { output: 'dunned' }),
      book: post('books', 'A'),
    },
    edges: [
      { from: 'order', to: 'invoice' },
      { from: 'invoice', to: 'paid' },
      { from: 'invoice', to: 'remind' },
      { from: 'remind', to: 'letter' },
      { from: 'paid.done', to: 'book' },
      { from: 'paid.timeout', to: 'dunned' },
    ],
  },
  moments: [0, 60_000],
  outer: [{ at: [-10_000, 200_000], share: 0.8, send: { signal: 'paid', data: { amount: '10.00' } } }],
};

/** More items than a run plays itself: child runs take them, a hundred each. */
const catalogue: Played = {
  weight: 0.03,
  flow: {
    format: 1,
    id: 'catalogue',
    title: 'Catalogue',
    key: number,
    nodes: {
      order: node('manual'),
      all: node('for_each', { items: { $expr: 'trigger.skus' }, limit: 50 }),
      each: node('transform', { output: { $expr: 'item' } }),
      book: post('erp', 'A'),
    },
    edges: [
      { from: 'order', to: 'all' },
      { from: 'all.item', to: 'each' },
      { from: 'all.done', to: 'book' },
    ],
  },
  order: { skus: Array.from({ length: 201 }, (_, index) => index) },
  outer: [{ at: [0, 20_000], share: 0.2, send: 'cancel' }],
};

export const played: Played[] = [orderToCash, intercept, installer, lines, family, people, payment, catalogue];
