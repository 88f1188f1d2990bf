import { describe, expect, it } from 'vitest';
import { checkConfig } from '../flows/check-config.ts';
import { coreNodes } from './index.ts';

/** A config that must be fine, and one that must not, for every type. */
const configs: Record<string, { good: object; bad: object }> = {
  'webhook@1': { good: { path: 'orders', signature: 'hmac', secret: 'shop.webhookSecret', dedupe: { $expr: 'trigger.id' } }, bad: { path: '../orders' } },
  'manual@1': { good: {}, bad: { path: 'x' } },
  'schedule@1': { good: { cron: '0 7 * * 1-5' }, bad: { every: 'PT1H', cron: '0 7 * * *' } },
  'cancellation_window@1': {
    good: { for: 'PT30M', rules: [{ when: { value: { from: { amount: '1000', currency: 'EUR' } } }, for: 'PT2H' }] },
    bad: { clock: 'placed' },
  },
  'wait@1': { good: { until: { $expr: 'order.shipOn' } }, bad: { for: 'PT0S' } },
  'wait_for@1': { good: { all: ['a', 'b'], unless: ['c'], deadline: 'P14D' }, bad: { all: [], deadline: 'P14D' } },
  'switch@1': { good: { cases: [{ port: 'vip', when: { $expr: 'order.vip' } }], otherwise: 'rest' }, bad: { cases: [{ port: { $expr: 'x' }, when: true }] } },
  'transform@1': { good: { output: { a: { $expr: 'order.number' } }, as: 'order' }, bad: { as: 'order' } },
  'lookup@1': { good: { table: 'carriers', key: { $expr: 'order.carrier' }, otherwise: { name: 'Post' } }, bad: { table: { $expr: 'x' }, key: 'a' } },
  'join@1': { good: {}, bad: { all: true } },
  'for_each@1': { good: { items: { $expr: 'order.lines' }, limit: 4 }, bad: { items: [], limit: 0 } },
  'repeat@1': { good: { until: { $expr: "item.last.status = 'ready'" }, limit: 10, pause: 'PT5M' }, bad: { until: true, limit: 201 } },
  'emit_signal@1': { good: { name: 'order.shipped', key: { $expr: 'order.number' }, data: { $expr: 'order' } }, bad: { name: 'order.shipped' } },
  'log@1': { good: { message: { $expr: "'shipped ' & order.number" }, level: 'warn' }, bad: { message: 'x', level: 'loud' } },
  'subflow@1': { good: { flow: 'returns', input: { $expr: 'order' } }, bad: { flow: 'No Such Name' } },
  'http_request@1': {
    good: { method: 'POST', url: { $expr: "'https://' & order.host" }, class: 'A', body: { $expr: 'order' }, expect: [200] },
    bad: { method: 'BREW', url: 'https://x.example' },
  },
  'task@1': { good: { title: 'Check', role: 'sales', due: 'PT8H', outcomes: ['yes', 'no'] }, bad: { title: 'Check' } },
  'respond@1': { good: { status: 201, body: { $expr: 'order' } }, bad: { status: 99 } },
  'check_stock@1': { good: { lines: { $expr: 'order.lines' } }, bad: { sku: 'A' } },
  'build_invoice@1': {
    good: { seller: { $expr: "$env('seller')" }, tax: { category: 'S', rate: '25' }, taxes: [{ skus: ['BOOK'], category: 'S', rate: '6' }] },
    bad: { seller: {}, tax: { category: 'VAT' } },
  },
  'issue_invoice@1': { good: { invoice: { $expr: 'steps.build.invoice' }, series: 'INV-2026-', to: 'b2g' }, bad: { invoice: {}, series: 'a/b' } },
  'send_invoice@1': {
    good: { number: { $expr: 'steps.issue.number' }, network: 'peppol', email: 'mail', paper: true },
    bad: { number: 'A', network: 'No Slot' },
  },
  'record_invoice_answer@1': { good: { number: 'A', state: { $expr: 'trigger.state' } }, bad: { number: 'A', state: 'draft' } },
  'collect_invoice@1': { good: { frequency: 'weekly', cutOff: '18:00', apart: [{ $expr: 'order.note' }] }, bad: { frequency: 'hourly' } },
  'close_collection@1': { good: { collection: { $expr: 'steps.collect.collection' } }, bad: {} },
  'credit_note@1': { good: { number: 'A', series: 'CN-', lines: [{ id: '1', quantity: '2' }] }, bad: { number: 'A' } },
  'take_statement@1': { good: { file: { $expr: 'trigger.file' }, partial: true }, bad: { file: 'x', statement: {} } },
  'match_payment@1': { good: { payment: { $expr: 'item' } }, bad: { payments: [] } },
  'mirror_items@1': { good: { items: { $expr: 'steps.list.items' }, source: 'erp' }, bad: { items: [] } },
  'credit_gate@1': { good: { limit: { amount: '5000.00', currency: 'EUR' }, rules: { R1: { reaction: 'reject' }, R11: false } }, bad: { limit: '5000' } },
};

describe.each(coreNodes)('$type', (type) => {
  it('says what it is, for palette and docs', () => {
    expect(type.type).toMatch(/^[a-z][a-z0-9_]*@\d+$/);
    expect(type.summary).toMatch(/^[A-Z].{10,}\.$/);
    expect(type.icon).toMatch(/^[a-z0-9-]+$/);
    expect(type.line?.({})).not.toBe('');
    const ports = typeof type.ports === 'function' ? type.ports({}) : type.ports;
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !/^[a-z][a-z0-9_]*$/.test(port) || port === 'error' || port === 'timeout')).toEqual([]);
  });

  it('takes a good config and refuses a bad one', () => {
    const { good, bad } = configs[type.type]!;
    expect(checkConfig(good as never, type.config, '')).toEqual([]);
    expect(checkConfig(bad as never, type.config, '')).not.toEqual([]);
  });
});

it('no type is listed twice', () => {
  expect(new Set(coreNodes.map(({ type }) => type)).size).toBe(coreNodes.length);
});
