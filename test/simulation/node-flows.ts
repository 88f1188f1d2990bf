/** The smallest flow around each node type: what is counted and killed at every point of it. */
import type { Flow, FlowNode, JsonObject } from '../../flows/flow.ts';

export interface NodeCase {
  /** The node type, and which side of it. */
  name: string;
  flow: Flow;
  others?: Flow[];
  order?: JsonObject;
  /** Signals, ms after the order. */
  signals?: { at: number; name: string; data?: JsonObject }[];
  cancelAt?: number;
  /** The version that is deployed meanwhile, and when the run is asked to move to it. */
  later?: Flow;
  moveAt?: number;
  /** A person's retry of what is parked. */
  retryAt?: number;
  /** The first call is refused. */
  isRefused?: boolean;
  /** One worker goes by a clock of its own that is so far ahead, ms. */
  skew?: number;
  /** Calls take so long, ms. */
  work?: number;
  /** What comes from outside is sent at every point of the run too. */
  meets?: boolean;
  /** Too long to die twice in everywhere. */
  onlyOnce?: boolean;
}

const node = (type: string, config: JsonObject = {}, more: Partial<FlowNode> = {}): FlowNode => ({ type: `${type}@1`, config, ...more });
const begin = node('manual');
const key = { $expr: 'trigger.number' };

/** The node under test behind a trigger; `after` hangs on one of its ports. */
function around(id: string, one: FlowNode, port = 'done', more: Partial<Flow> = {}): Flow {
  const { nodes = {}, edges = [], ...rest } = more;
  return {
    format: 1,
    id,
    title: id,
    key,
    ...rest,
    nodes: { begin, one, after: node('transform', { output: 'after' }), ...nodes },
    edges: [{ from: 'begin', to: 'one' }, { from: `one.${port}`, to: 'after' }, ...edges],
  };
}

const call = (effectClass: 'A' | 'B' | 'C', policy?: FlowNode['policy']): FlowNode =>
  node(
    'http_request',
    { method: 'POST', url: 'http://system.example/', class: effectClass, ...(effectClass === 'B' ? { lookup: { url: 'http://system.example/' } } : {}) },
    { timeout: 'PT10S', retry: { attempts: 5, delay: 'PT1S', backoff: 'fixed' }, ...(policy ? { policy } : {}) },
  );

/** A call, then a wait; what follows differs from version to version. */
const moving = (nodes: Flow['nodes'], edges: Flow['edges']): Flow => ({
  format: 1,
  id: 'pt_moving',
  title: 'Moving',
  key,
  nodes: { begin, ask: call('A'), one: node('wait_for', { any: ['booked'], deadline: 'PT20S' }), late: call('A'), ...nodes },
  edges: [{ from: 'begin', to: 'ask' }, { from: 'ask', to: 'one' }, { from: 'one.timeout', to: 'late' }, ...edges],
});
const besides: Flow['edges'] = [
  { from: 'ask', to: 'beside' },
  { from: 'beside', to: 'both' },
  { from: 'one', to: 'both' },
  { from: 'both', to: 'after' },
];

const child: Flow = { format: 1, id: 'pt_child', title: 'Child', nodes: { begin, call: call('A') }, edges: [{ from: 'begin', to: 'call' }] };

export const nodeCases: NodeCase[] = [
  {
    name: 'webhook',
    flow: {
      format: 1,
      id: 'pt_webhook',
      title: 'W',
      key,
      nodes: { hook: node('webhook', { path: 'x' }), after: node('transform', { output: 1 }) },
      edges: [{ from: 'hook', to: 'after' }],
    },
  },
  { name: 'manual', flow: { format: 1, id: 'pt_manual', title: 'M', key, nodes: { begin }, edges: [] } },
  {
    name: 'schedule',
    flow: {
      format: 1,
      id: 'pt_schedule',
      title: 'S',
      nodes: { due: node('schedule', { every: 'PT1H' }), after: call('A') },
      edges: [{ from: 'due', to: 'after' }],
    },
  },
  {
    name: 'transform of a large order',
    flow: around('pt_large', node('transform', { output: { $expr: 'trigger.padding' } })),
    order: { padding: 'x'.repeat(2_000) },
  },
  {
    name: 'transform',
    flow: around('pt_transform', node('transform', { output: { total: { $expr: '$sum(trigger.numbers)' } }, as: 'order' })),
    order: { numbers: [1, 2] },
  },
  {
    name: 'switch',
    flow: around('pt_switch', node('switch', { cases: [{ port: 'big', when: { $expr: '$count(trigger.numbers) > 1' } }] }), 'big'),
    order: { numbers: [1, 2] },
  },
  { name: 'respond', flow: around('pt_respond', node('respond', { status: 201, body: { number: key } })) },
  { name: 'wait', flow: around('pt_wait', node('wait', { for: 'PT2S' })) },
  {
    name: 'wait_for',
    flow: around('pt_any', node('wait_for', { any: ['booked'] })),
    signals: [{ at: 500, name: 'booked' }],
    meets: true,
  },
  {
    name: 'wait_for all',
    flow: around('pt_all', node('wait_for', { all: ['booked', 'accepted'], deadline: 'PT4M' })),
    signals: [
      { at: -500, name: 'booked' },
      { at: 1_000, name: 'accepted' },
    ],
  },
  { name: 'wait_for timeout', flow: around('pt_timeout', node('wait_for', { any: ['booked'], remind: 'PT1S', deadline: 'PT3S' }), 'timeout') },
  {
    name: 'wait_for unless',
    flow: around('pt_unless', node('wait_for', { any: ['booked'], unless: ['withdrawn'], deadline: 'PT4M' }), 'withdrawn'),
    signals: [{ at: 500, name: 'withdrawn' }],
  },
  { name: 'cancellation_window released', flow: around('pt_released', node('cancellation_window', { for: 'PT2S', clock: 'received' }), 'released') },
  {
    name: 'cancellation_window canceled',
    flow: around('pt_canceled', node('cancellation_window', { for: 'PT10S', clock: 'received' }), 'released', { signals: { cancel: { on: 'cancel', key } } }),
    signals: [{ at: 700, name: 'cancel' }],
    meets: true,
  },
  { name: 'a run canceled by a person', flow: around('pt_cancel', node('wait', { for: 'PT10S' })), cancelAt: 800, meets: true },
  {
    name: 'task',
    flow: around('pt_task', node('task', { title: 'Look', role: 'operator', outcomes: ['yes', 'no'] }), 'yes', { edges: [{ from: 'one.no', to: 'after' }] }),
  },
  { name: 'http_request A', flow: around('pt_a', call('A')) },
  { name: 'http_request B', flow: around('pt_b', call('B')) },
  { name: 'http_request C at most once', flow: around('pt_c_once', call('C', 'at-most-once')) },
  { name: 'http_request C at least once', flow: around('pt_c_least', call('C', 'at-least-once')) },
  { name: 'a worker whose clock is ahead', flow: around('pt_ahead', call('A')), skew: 3_600_000 },
  { name: 'a worker whose clock is behind', flow: around('pt_behind', call('A')), skew: -3_600_000 },
  { name: 'a refused call that a person retries', flow: around('pt_retried', call('A')), isRefused: true, retryAt: 600, meets: true },
  {
    name: 'a call during which everybody talks',
    flow: around('pt_talk', call('A'), 'done', {
      nodes: { facts: node('wait_for', { all: ['booked'] }), never: node('wait_for', { all: ['never'] }) },
      edges: [
        { from: 'begin', to: 'facts' },
        { from: 'after', to: 'never' },
      ],
    }),
    signals: [{ at: 500, name: 'booked' }],
    cancelAt: 600,
    work: 9_000,
    meets: true,
  },
  {
    name: 'check_stock',
    flow: around('pt_stock', node('check_stock', {}, { slot: 'wms' }), 'in_stock', { slots: { wms: 'wms' } }),
    order: { lines: [{ sku: 'a', quantity: 1 }] },
  },
  {
    name: 'credit_gate',
    flow: around('pt_credit', node('credit_gate', { customer: 'C1', amount: { amount: '10.00', currency: 'EUR' } }, { slot: 'erp' }), 'approved', {
      slots: { erp: 'erp' },
    }),
  },
  { name: 'subflow', flow: around('pt_subflow', node('subflow', { flow: 'pt_child', input: { x: 1 } })), others: [child] },
  {
    name: 'for_each',
    flow: around('pt_each', node('for_each', { items: { $expr: 'trigger.skus' }, limit: 2 }), 'done', {
      nodes: { pick: call('A') },
      edges: [{ from: 'one.item', to: 'pick' }],
    }),
    order: { skus: ['a', 'b', 'c'] },
  },
  {
    name: 'for_each in child runs',
    flow: around('pt_many', node('for_each', { items: { $expr: 'trigger.skus' }, limit: 50 }), 'done', {
      nodes: { each: node('transform', { output: 1 }) },
      edges: [{ from: 'one.item', to: 'each' }],
    }),
    order: { skus: Array.from({ length: 201 }, (_, index) => index) },
    onlyOnce: true,
  },
  {
    name: 'repeat',
    flow: around('pt_repeat', node('repeat', { until: { $expr: 'item.round = 3' }, limit: 5, pause: 'PT1S' }), 'done', {
      nodes: { ask: call('A') },
      edges: [{ from: 'one.item', to: 'ask' }],
    }),
  },
  {
    name: 'a cancel that undoes what was done',
    flow: around('pt_undo', call('A'), 'done', {
      nodes: { more: call('B'), hold: node('wait', { for: 'PT1M' }), back: call('A'), off: call('B') },
      edges: [
        { from: 'after', to: 'more' },
        { from: 'more', to: 'hold' },
        { from: 'one.compensate', to: 'back' },
        { from: 'more.compensate', to: 'off' },
      ],
    }),
    cancelAt: 2_000,
    meets: true,
  },
  {
    name: 'join',
    flow: {
      format: 1,
      id: 'pt_join',
      title: 'J',
      key,
      nodes: { begin, left: call('A'), right: call('B'), one: node('join'), after: node('transform', { output: 1 }) },
      edges: [
        { from: 'begin', to: 'left' },
        { from: 'begin', to: 'right' },
        { from: 'left', to: 'one' },
        { from: 'right', to: 'one' },
        { from: 'one', to: 'after' },
      ],
    },
  },
  {
    name: 'a move to another version',
    flow: moving({ after: call('A') }, [{ from: 'one', to: 'after' }]),
    later: moving({ other: call('B'), more: call('C', 'at-least-once') }, [
      { from: 'one', to: 'other' },
      { from: 'late', to: 'more' },
    ]),
    signals: [{ at: 6_000, name: 'booked' }],
    moveAt: 3_000,
    meets: true,
  },
  {
    name: 'a move of a run that is pinned',
    flow: moving({ after: call('A') }, [{ from: 'one', to: 'after' }]),
    later: moving({ one: node('wait_for', { any: ['booked', 'told'], deadline: 'PT20S' }), after: call('B') }, [{ from: 'one', to: 'after' }]),
    signals: [{ at: 6_000, name: 'booked' }],
    moveAt: 3_000,
    meets: true,
  },
  {
    name: 'a move while a call is out beside the wait',
    flow: moving({ beside: call('A'), both: node('join'), after: call('A') }, besides),
    later: moving({ beside: call('A'), both: node('join'), after: call('B') }, besides),
    signals: [{ at: 9_000, name: 'booked' }],
    work: 4_000,
    moveAt: 7_000,
    meets: true,
  },
];
