/** One order as a shop tells it in five messages, and the flow that has to come out right in whatever order they arrive. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../flows/flow.ts';

export const events = ['create', 'paid', 'updated', 'fulfilled', 'cancelled'] as const;
export type Event = (typeof events)[number];

/** All ways to put the five in a row. */
export function allOrders(left: readonly Event[] = events): Event[][] {
  if (left.length === 0) return [[]];
  return left.flatMap((first) => allOrders(left.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

export const shopSecret = 'hush-of-the-shop';
const template = JSON.parse(readFileSync(join(import.meta.dirname, '../../connectors/shopify/fixtures/order.json'), 'utf8')) as JsonObject;

/** A message of the shop, signed over the bytes that go out. */
export function messageOf(event: Event, name: string, id: number): { body: string; headers: Record<string, string> } {
  const order: JsonObject = { ...template, id, name, number: id, order_number: id };
  if (event === 'updated') order['note'] = 'Ring twice';
  if (event === 'cancelled') Object.assign(order, { cancelled_at: '2026-11-25T10:00:00Z', cancel_reason: 'customer' });
  const body = JSON.stringify(order);
  const signature = createHmac('sha256', shopSecret).update(body).digest('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': `orders/${event}`,
      'x-shopify-webhook-id': `${name}-${event}`,
      'x-shopify-hmac-sha256': signature,
    },
  };
}

/** Held for `window` (not at all when absent), shipped once paid and released for shipping, called back when canceled too late, money given back in any case. */
export function shopOrder(id: string, to: string, window?: string) {
  const call = (path: string, title: string) => ({
    type: 'http_request@1',
    title,
    config: { method: 'POST', url: `${to}/${id}-${path}`, class: 'A', body: { number: { $expr: 'order.number' } } },
    retry: { attempts: 20, backoff: 'fixed', delay: 'PT1S' },
  });
  const paid = '"shopify.order_paid"';
  return {
    format: 1,
    id,
    title: `Shop order, held for ${window ?? 'nothing'}`,
    slots: { shop: 'shopify' },
    signals: { cancel: { on: 'shopify.order_cancelled', to: 'stop' } },
    nodes: {
      placed: { type: 'shopify.order_created@1', slot: 'shop' },
      ...(window ? { window: { type: 'cancellation_window@1', config: { for: window, clock: 'received' } } } : {}),
      cleared: {
        type: 'wait_for@1',
        title: 'Paid and released for shipping',
        config: { all: ['shopify.order_paid', 'shopify.order_fulfilled'], unless: ['cancel'], deadline: 'P14D' },
      },
      still: { type: 'switch@1', title: 'Still wanted?', config: { cases: [{ port: 'stopped', when: { $expr: '$exists(steps.stop)' } }], otherwise: 'free' } },
      ship: call('ship', 'Ship'),
      // A cancel that finds nobody waiting for it leaves its mark here; both sides of the handing over look at it.
      stop: { type: 'transform@1', title: 'Canceled meanwhile', config: { output: { canceled: true } } },
      gone: {
        type: 'switch@1',
        title: 'Canceled meanwhile?',
        config: { cases: [{ port: 'stopped', when: { $expr: '$exists(steps.stop)' } }], otherwise: 'free' },
      },
      open: { type: 'wait_for@1', title: 'May still be canceled', config: { any: ['cancel'], deadline: 'P14D' } },
      recall: call('recall', 'Call the parcel back'),
      owed: {
        type: 'switch@1',
        title: 'Has the customer paid?',
        config: { cases: [{ port: 'paid', when: { $expr: `$exists(steps.cleared.facts.${paid})` } }], otherwise: 'unpaid' },
      },
      payment: { type: 'wait_for@1', title: 'A payment under way', config: { any: ['shopify.order_paid'], deadline: 'P90D' } },
      refund: call('refund', 'Give the money back'),
    },
    edges: [
      ...(window
        ? [
            { from: 'placed', to: 'window' },
            { from: 'window.released', to: 'cleared' },
            { from: 'window.canceled', to: 'owed' },
          ]
        : [{ from: 'placed', to: 'cleared' }]),
      { from: 'cleared', to: 'still' },
      { from: 'still.stopped', to: 'owed' },
      { from: 'still.free', to: 'ship' },
      { from: 'cleared.withdrawn', to: 'owed' },
      { from: 'ship', to: 'gone' },
      { from: 'gone.stopped', to: 'recall' },
      { from: 'gone.free', to: 'open' },
      { from: 'open', to: 'recall' },
      { from: 'recall', to: 'owed' },
      { from: 'owed.paid', to: 'refund' },
      { from: 'owed.unpaid', to: 'payment' },
      { from: 'payment', to: 'refund' },
    ],
  };
}
