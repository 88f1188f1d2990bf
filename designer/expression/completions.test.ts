import { describe, expect, it } from 'vitest';
import { expressionFunctions } from '../../flows/expression-names.ts';
import type { ExpressionData, Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { type Known, offersAt } from './completions.ts';
import { functionHelp } from './functions.ts';
import { placeIn } from './place-in.ts';
import { visibleTo } from './upstream.ts';

const type = (name: string, more: Partial<NodeTypeInfo>): NodeTypeInfo => ({
  type: `${name}@1`,
  title: name,
  summary: '',
  group: 'flow',
  icon: '',
  ports: ['done'],
  config: {},
  ...more,
});
const text = { type: 'string' };
const money = { type: 'object', properties: { amount: text, currency: text } };
const order = {
  type: 'object',
  properties: {
    number: { ...text, description: 'What people call it' },
    total: money,
    lines: { type: 'array', items: { type: 'object', properties: { sku: text, quantity: { type: 'number' } } } },
  },
};
const types: NodeTypeInfo[] = [
  type('shop.order_created', { trigger: 'webhook', output: order, ports: ['placed'] }),
  type('credit_gate', {
    ports: ['approved', 'review'],
    output: { ports: { approved: { type: 'object', properties: { limit: money } }, review: { type: 'object', properties: { reason: text } } } },
  }),
  type('task', { output: { type: 'object', properties: { by: text, data: { 'x-schema-of': 'form' } } } }),
  type('wait_for', {
    output: { type: 'object', properties: { facts: { 'x-names-of': ['all'], additionalProperties: { properties: { at: text, data: {} } } } } },
  }),
  type('transform', { output: { 'x-shape-of': 'output' } }),
  type('for_each', { output: { type: 'object', properties: { count: { type: 'number' } } } }),
  type('join', { output: { type: 'object', 'x-inputs': true } }),
  type('log', { output: { type: 'object', properties: { logged: text } } }),
];
const flow: Flow = {
  format: 1,
  id: 'f',
  title: 'F',
  nodes: {
    start: { type: 'shop.order_created@1' },
    gate: { type: 'credit_gate@1', title: 'Credit' },
    ask: { type: 'task@1', config: { form: { type: 'object', properties: { reason: { type: 'string' } } } } },
    wait: { type: 'wait_for@1', config: { all: ['quote.accepted'] } },
    map: { type: 'transform@1', config: { output: { code: 'A', head: { $expr: 'order.lines' }, sum: { $expr: '$sum(order.lines.quantity)' } } } },
    each: { type: 'for_each@1', config: { items: { $expr: 'order.lines' } } },
    pick: { type: 'log@1' },
    both: { type: 'join@1' },
    end: { type: 'log@1' },
  },
  edges: [
    { from: 'start', to: 'gate' },
    { from: 'gate', to: 'wait' },
    { from: 'gate.review', to: 'ask' },
    { from: 'wait', to: 'map' },
    { from: 'map', to: 'each' },
    { from: 'each.item', to: 'pick' },
    { from: 'each', to: 'both' },
    { from: 'ask', to: 'both' },
    { from: 'both', to: 'end' },
  ],
};

const known = (node: string, data?: ExpressionData): Known => ({
  schema: visibleTo(flow, types, node).schema,
  tables: [{ id: 'carriers', title: 'Carriers', key: 'code', columns: [{ name: 'code' }, { name: 'name' }] }],
  env: { vat: 0.25 },
  ...(data ? { data } : {}),
});
const offers = (node: string, text: string, data?: ExpressionData) => offersAt(placeIn(text.replace('|', ''), text.indexOf('|')), known(node, data));
const labels = (node: string, text: string, data?: ExpressionData): string[] => offers(node, text, data).map(({ label }) => label);

describe('what is known of the data', () => {
  it.each([
    ['wait', 'order.|', ['number', 'total', 'lines']],
    ['wait', 'order.lines.|', ['sku', 'quantity']],
    ['wait', 'order.lines[0].|', ['sku', 'quantity']],
    ['wait', 'steps.|', ['gate', 'start']],
    ['wait', 'steps.gate.|', ['limit']],
    ['ask', 'steps.gate.|', ['reason']],
    ['both', 'steps.gate.|', ['limit', 'reason']],
    ['both', 'steps.ask.data.|', ['reason']],
    ['map', 'steps.wait.facts.|', ['quote.accepted']],
    ['each', 'steps.map.|', ['code', 'head', 'sum']],
    ['each', 'steps.map.head.|', ['sku', 'quantity']],
    ['pick', 'item.|', ['sku', 'quantity']],
    ['end', 'steps.both.|', ['each', 'ask']],
    ['end', 'steps.both.ask.data.|', ['reason']],
    ['end', 'env.|', ['vat']],
  ])('%s: %s', (node, text, expected) => expect(labels(node, text)).toEqual(expected));

  it('a container keeps what it gives to those behind it', () => {
    expect(labels('pick', 'steps.|')).not.toContain('each');
    expect(labels('end', 'steps.|')).toContain('each');
    expect(labels('end', '|')).not.toContain('item');
    expect(labels('pick', '|')).toContain('item');
  });

  it('kinds and words stand beside names, a name with a dot is quoted', () => {
    expect(offers('wait', 'order.|')).toMatchObject([
      { label: 'number', detail: 'text', info: 'What people call it' },
      { label: 'total', detail: 'money' },
      { label: 'lines', detail: 'list' },
    ]);
    expect(offers('wait', 'steps.|')[0]).toMatchObject({ label: 'gate', detail: 'Credit' });
    expect(offers('map', 'steps.wait.facts.|')).toMatchObject([{ apply: '`quote.accepted`' }]);
  });

  it('the sample adds fields no schema names, and values', () => {
    const data = { trigger: { id: 7, note_attributes: [{ name: 'gift' }] }, order: { number: 'A-1', vip: true }, steps: {} };
    expect(offers('wait', 'trigger.|', data)).toMatchObject([
      { label: 'id', detail: 'number', info: 'Here: 7' },
      { label: 'note_attributes', detail: 'list' },
    ]);
    expect(labels('wait', 'trigger.note_attributes.|', data)).toEqual(['name']);
    expect(offers('wait', 'order.|', data)).toMatchObject([
      { label: 'number', info: 'What people call it. Here: A-1' },
      {},
      {},
      { label: 'vip', detail: 'yes or no' },
    ]);
  });
});

describe('functions and tables', () => {
  it('every function an expression may call is explained, and no other', () => {
    expect(functionHelp.map(({ name }) => name).sort()).toEqual([...expressionFunctions].sort());
    expect(functionHelp.filter(({ help, gives }) => help === '' || gives === '')).toEqual([]);
  });

  it('a function is written with its brackets', () => {
    expect(offers('end', '$mon|')[0]).toMatchObject({ label: '$money', apply: '$money(|)', detail: '(value, currency) → money' });
    expect(offers('end', '$|').find(({ label }) => label === '$uuid')).toMatchObject({ apply: '$uuid()' });
  });

  it('tables and their columns by name', () => {
    expect(labels('end', '$lookup("|')).toEqual(['carriers']);
    expect(labels('end', '$lookup("carriers", order.carrier, "|')).toEqual(['code', 'name']);
  });
});

it('inside a filter come the fields of the items, then everything', () => {
  expect(labels('wait', 'order.lines[|').slice(0, 4)).toEqual(['sku', 'quantity', 'order', 'trigger']);
});
