import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import type { StartAnswer } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { hasRealData, realJson, realText, whySkipped } from '../support/real-data.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

interface Accepted {
  runs: { flow: string; runId: string }[];
  runId?: string;
  duplicate: boolean;
  code?: string;
  path?: string;
}

const shopSecret = 'hush-of-the-shop';
const wooSecret = 'hush-of-the-other-shop';

/** Held, sent on, then followed until it is fulfilled or refunded. */
const shopFlow = (id: string, window: JsonObject): Flow => ({
  format: 1,
  id,
  title: `Shop orders, ${id}`,
  slots: { shop: 'shopify' },
  signals: { cancel: { on: 'shopify.order_cancelled' } },
  nodes: {
    placed: { type: 'shopify.order_created@1', slot: 'shop' },
    window: { type: 'cancellation_window@1', config: window },
    send: {
      type: 'http_request@1',
      config: { method: 'POST', url: `${hub.receiver.url}/${id}`, class: 'A', body: { number: { $expr: 'order.number' }, order: { $expr: 'order' } } },
    },
    news: { type: 'wait_for@1', config: { any: ['shopify.order_fulfilled', 'shopify.refund_created'], deadline: 'P14D' } },
    done: { type: 'transform@1', config: { output: { told: { $expr: 'steps.news.facts' } } } },
  },
  edges: [
    { from: 'placed', to: 'window' },
    { from: 'window.released', to: 'send' },
    { from: 'send', to: 'news' },
    { from: 'news', to: 'done' },
  ],
});

const wooFlow = (): Flow => ({
  format: 1,
  id: 'woo',
  title: 'WooCommerce orders',
  key: { $expr: 'trigger.data.number' },
  slots: { woo: 'woocommerce' },
  signals: { cancel: { on: 'woo.cancelled' } },
  nodes: {
    placed: { type: 'webhook@1', config: { path: 'woo', signature: 'hmac', secret: 'woo.webhookSecret' } },
    canonical: {
      type: 'transform@1',
      config: {
        as: 'order',
        output: {
          number: { $expr: 'trigger.data.number' },
          placedAt: { $expr: 'trigger.data.date_created_gmt & "Z"' },
          currency: { $expr: 'trigger.data.currency' },
          lines: {
            $expr:
              'trigger.data.line_items.{"sku": sku = "" ? "product-" & $string(product_id) : sku, "title": name, "quantity": quantity, "unitPrice": {"amount": subtotal, "currency": $$.trigger.data.currency}, "total": {"amount": total, "currency": $$.trigger.data.currency}}',
          },
          shipping: {
            title: { $expr: 'trigger.data.shipping_lines[0].meta_data[0].value' },
            amount: { amount: { $expr: 'trigger.data.shipping_total' }, currency: { $expr: 'trigger.data.currency' } },
          },
          total: { amount: { $expr: 'trigger.data.total' }, currency: { $expr: 'trigger.data.currency' } },
        },
      },
    },
    window: { type: 'cancellation_window@1', config: { for: 'PT1H', clock: 'received' } },
    send: { type: 'http_request@1', config: { method: 'POST', url: `${hub.receiver.url}/woo`, class: 'A', body: { $expr: 'order' } } },
    news: { type: 'wait_for@1', config: { any: ['woo.refunded'], deadline: 'P14D' } },
    done: { type: 'transform@1', config: { output: { back: { $expr: 'steps.news.facts."woo.refunded".data.amount' } } } },
  },
  edges: [
    { from: 'placed', to: 'canonical' },
    { from: 'canonical', to: 'window' },
    { from: 'window.released', to: 'send' },
    { from: 'send', to: 'news' },
    { from: 'news', to: 'done' },
  ],
});

let hub: TestHub;
let sent = 0;

const signed = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64');

/** A message of the shop, signed over exactly the bytes that go out. */
function fromShop(topic: string, body: JsonObject | string, id = `hook-${(sent += 1)}`) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'x-shopify-topic': topic, 'x-shopify-webhook-id': id, 'x-shopify-hmac-sha256': signed(shopSecret, text) };
  return hub.deliver<Accepted>('shopify', text, headers);
}

const fromWoo = (text: string) => hub.deliver<Accepted>('woo', text, { 'x-wc-webhook-signature': signed(wooSecret, text) });

const signal = (name: string, key: string, data: JsonObject) => hub.call('POST', '/api/signals', { name, key, data });

/** The order of the shop under another name, not canceled. */
function placed(name: string, id: number): JsonObject {
  const order = realJson('orders/shopify/order.json')['order'] as JsonObject;
  return { ...order, name, id, cancelled_at: null, cancel_reason: null };
}

const runOf = (accepted: Accepted, flow: string): string => accepted.runs.find((run) => run.flow === flow)!.runId;

describe.each(await testProfiles())('%s', (profile) => {
  describe.skipIf(!hasRealData)(`orders as real shops send them${whySkipped}`, () => {
    beforeAll(async () => {
      hub = await openTestHub({ profile });
      await hub.connect('shop', {
        connector: 'shopify',
        title: 'Our shop',
        settings: { shop: 'our-shop.myshopify.com' },
        secrets: { accessToken: 'shpat_1', webhookSecret: shopSecret },
      });
      await hub.connect('woo', {
        connector: 'woocommerce',
        title: 'Our other shop',
        settings: { baseUrl: 'https://shop.example/wp-json/wc/v3' },
        secrets: { consumerKey: 'ck_1', consumerSecret: 'cs_1', webhookSecret: wooSecret },
      });
      await hub.deploy(shopFlow('over', { for: 'PT30M', clock: 'placed' }));
      await hub.deploy(shopFlow('held', { for: 'PT1H', clock: 'received' }));
      await hub.deploy(wooFlow());
    });
    afterAll(() => hub?.close());
    beforeEach(() => {
      hub.receiver.log.length = 0;
    });

    describe('an order that was canceled before it reached us ends canceled and nobody downstream hears of it', () => {
      const orders = hasRealData
        ? [
            ['order.json as it stands', realText('orders/shopify/order.json')],
            ...(realJson('orders/shopify/orders.json')['orders'] as JsonObject[]).map((order, at) => [`order ${at + 1} of orders.json`, JSON.stringify(order)]),
          ]
        : [];
      test.each(orders as [string, string][])('%s', async (_, text) => {
        const accepted = await fromShop('orders/create', text);
        expect(accepted).toMatchObject({ status: 202, body: { key: '#9999', duplicate: false } });
        expect(accepted.body.runs.map(({ flow }) => flow)).toEqual(['held', 'over']);
        for (const { runId } of accepted.body.runs) {
          expect(await hub.until(runId, 'canceled', 'completed', 'parked')).toMatchObject({
            status: 'canceled',
            reason: expect.stringMatching(/customer|cancel/i),
          });
        }
        expect(hub.receiver.log).toEqual([]);
      });
    });

    test('the same order, not canceled, is sent once and ends once it is fulfilled', async () => {
      const accepted = await fromShop('orders/create', placed('#1001', 450_789_469));
      const [over, held] = [runOf(accepted.body, 'over'), runOf(accepted.body, 'held')];
      await hub.waitsAt(over, 'news');
      await hub.waitsAt(held, 'window');
      expect(hub.receiver.log.map(({ path }) => path)).toEqual(['/over']);
      const [reached] = hub.receiver.log;
      expect(reached!.body).toMatchObject({
        number: '#1001',
        order: { number: '#1001', total: { amount: '10.00', currency: 'USD' }, lines: [{ title: 'Soda' }, {}] },
      });
      const send = (await hub.steps(over)).find(({ node }) => node === 'send')!;
      expect(reached!.headers['idempotency-key']).toBe(send.effect!.key);

      const told = await fromShop('fulfillments/create', realText('orders/shopify/fulfillment.json'));
      expect(told.status).toBe(202);
      const run = await hub.until(over, 'completed');
      expect(run.output).toMatchObject({ told: { 'shopify.order_fulfilled': { data: { tracking_number: '123456789', order_id: 450_789_469 } } } });
      expect(run.keys).toEqual(['#1001', '450789469']);
      expect(run.amount).toEqual({ amount: '10.00', currency: 'USD' });
      expect(hub.receiver.log).toHaveLength(1);
    });

    test('a doubled webhook is one run, one with another body under its number is refused', async () => {
      const first = await fromShop('orders/create', placed('#1002', 1002), 'same');
      const again = await fromShop('orders/create', placed('#1002', 1002), 'same');
      expect(again.body).toEqual({ ...first.body, duplicate: true });
      const other = await fromShop('orders/create', placed('#1003', 1003), 'same');
      expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
      await hub.waitsAt(runOf(first.body, 'over'), 'news');
      expect(hub.receiver.at('/over')).toHaveLength(1);
    });

    test('a cancellation by webhook inside the window cancels; after the window it is too late and the order goes on', async () => {
      const accepted = await fromShop('orders/create', placed('#1004', 1004));
      const [over, held] = [runOf(accepted.body, 'over'), runOf(accepted.body, 'held')];
      await hub.waitsAt(over, 'news');
      await hub.waitsAt(held, 'window');
      const cancelled = { ...placed('#1004', 1004), cancelled_at: '2026-01-01T10:00:00Z', cancel_reason: 'customer' };
      expect((await fromShop('orders/cancelled', cancelled)).status).toBe(202);
      await hub.until(held, 'canceled');
      await fromShop('refunds/create', { id: 77, order_id: 1004, note: 'returned' });
      expect(await hub.until(over, 'completed', 'canceled')).toMatchObject({
        status: 'completed',
        output: { told: { 'shopify.refund_created': { data: { note: 'returned' } } } },
      });
      expect(hub.receiver.log.map(({ path }) => path)).toEqual(['/over']);
    });

    test('a cancellation that overtakes its order cancels it when it comes', async () => {
      const cancelled = { ...placed('#1005', 1005), cancelled_at: '2026-01-01T10:00:00Z', cancel_reason: 'fraud' };
      expect((await fromShop('orders/cancelled', cancelled)).status).toBe(202);
      const accepted = await fromShop('orders/create', placed('#1005', 1005));
      for (const { runId } of accepted.body.runs) await hub.until(runId, 'canceled');
      expect(hub.receiver.log).toEqual([]);
    });

    test('release by a signal lets a held order go at once', async () => {
      const accepted = await fromShop('orders/create', placed('#1006', 1006));
      const held = runOf(accepted.body, 'held');
      await hub.waitsAt(held, 'window');
      await signal('release', '#1006', { by: 'Ada', reason: 'the customer called' });
      await hub.waitsAt(held, 'news');
      expect(hub.receiver.at('/held')).toHaveLength(1);
    });

    test('a wrong signature starts nothing', async () => {
      const answer = await hub.deliver<Accepted>('shopify', realText('orders/shopify/order.json'), {
        'x-shopify-topic': 'orders/create',
        'x-shopify-hmac-sha256': signed('wrong', realText('orders/shopify/order.json')),
      });
      expect(answer).toMatchObject({ status: 401, body: { code: 'webhook.signature_invalid' } });
    });

    describe('what is no order is refused with a reason, and nothing reaches anybody', () => {
      test('a draft is kept as a delivery that starts nothing', async () => {
        for (const topic of ['draft_orders/create', 'orders/create']) {
          const answer = await fromShop(topic, realText('orders/shopify/draft_order.json'));
          expect(answer).toMatchObject({ status: 202, body: { runs: [] } });
        }
        const { body } = await hub.call<{ items: { detail?: string }[] }>('GET', '/api/deliveries?limit=2');
        expect(body.items.map(({ detail }) => detail)).toEqual(Array(2).fill(expect.stringContaining('draft')));
        expect(hub.receiver.log).toEqual([]);
      });

      test('a line with the invalid properties cannot be read: 400 with its place', async () => {
        const text = JSON.stringify(placed('#1007', 1007)).replace(
          '"properties":[]',
          `"properties":${realText('orders/shopify/orderlineitems/properties_invalid0.json')}`,
        );
        const answer = await fromShop('orders/create', text);
        expect(answer).toMatchObject({ status: 400, body: { code: 'json.invalid', path: expect.stringMatching(/^\d+:\d+$/) } });
        expect(hub.receiver.log).toEqual([]);
      });

      test.each([
        ['without lines', { line_items: [] }, 422, 'order.empty'],
        ['without a name', { name: null, order_number: null }, 422, 'order.number_missing'],
        ['with an amount that is none', { total_price: '1,234.50' }, 422, 'order.invalid_amount'],
      ])('an order %s', async (_, change, status, code) => {
        expect(await fromShop('orders/create', { ...placed('#1008', 1008), ...change })).toMatchObject({ status, body: { code } });
        expect(hub.receiver.log).toEqual([]);
      });

      test('properties that are one pair or an empty object are taken', async () => {
        for (const [at, file] of ['properties_object', 'properties_empty_object'].entries()) {
          const order = placed(`#11${at}`, 1_100 + at);
          const lines = order['line_items'] as JsonObject[];
          lines[0] = { ...lines[0], ...realJson(`orders/shopify/orderlineitems/${file}.json`) };
          const accepted = await fromShop('orders/create', order);
          expect(accepted.status).toBe(202);
          await hub.waitsAt(runOf(accepted.body, 'over'), 'news');
        }
      });
    });

    describe('WooCommerce through a webhook and a transform', () => {
      const order = (number: string): string => JSON.stringify({ data: { ...(realJson('orders/woocommerce/order-963.json')['data'] as JsonObject), number } });

      test('order 963 keeps its amounts exact and its text literal; the refund ends it', async () => {
        const accepted = await fromWoo(realText('orders/woocommerce/order-963.json'));
        expect(accepted).toMatchObject({ status: 202, body: { key: '963', duplicate: false } });
        const id = accepted.body.runId!;
        await hub.waitsAt(id, 'window');
        expect(hub.receiver.log).toEqual([]);
        await signal('release', '963', {});
        await hub.waitsAt(id, 'news');
        expect(hub.receiver.at('/woo').map(({ body }) => body)).toMatchObject([
          {
            number: '963',
            placedAt: '2018-04-03T23:05:12Z',
            total: { amount: '31.20', currency: 'USD' },
            lines: [
              { sku: 'product-52', title: 'Fruits Basket (Mix & Match Product)', unitPrice: { amount: '50.00' }, total: { amount: '30.00', currency: 'USD' } },
              { sku: '5555-A', title: 'Fruits Bundle', total: { amount: '0.00', currency: 'USD' } },
            ],
            shipping: { title: 'Fruits Basket (Mix & Match Product) &times; 1, Fruits Bundle &times; 1', amount: { amount: '0.00' } },
          },
        ]);

        const refund = realJson('orders/woocommerce/refund-726.json')['data'] as JsonObject;
        await signal('woo.refunded', '723', refund);
        expect((await hub.run(id)).status).toBe('waiting');
        await signal('woo.refunded', '963', refund);
        expect(await hub.until(id, 'completed')).toMatchObject({ output: { back: '10.00' }, keys: ['963'] });
        expect(hub.receiver.log).toHaveLength(1);
      });

      // Ends once an order that a transform sets also sets what its run is worth in lists.
      test('a run shows what its order is worth once a transform has brought it into the canonical form', async () => {
        const accepted = await fromWoo(order('968'));
        await hub.waitsAt(accepted.body.runId!, 'window');
        expect((await hub.run(accepted.body.runId!)).amount).toEqual({ amount: '31.20', currency: 'USD' });
      });

      test('a cancellation by signal inside the window reaches nobody', async () => {
        const accepted = await fromWoo(order('964'));
        await hub.waitsAt(accepted.body.runId!, 'window');
        await signal('woo.cancelled', '964', { reason: 'changed their mind' });
        expect(await hub.until(accepted.body.runId!, 'canceled')).toMatchObject({ status: 'canceled' });
        expect(hub.receiver.log).toEqual([]);
      });

      test('a cancellation by a person inside the window is answered from the log', async () => {
        const accepted = await fromWoo(order('965'));
        const id = accepted.body.runId!;
        await hub.waitsAt(id, 'window');
        expect(await hub.call('POST', `/api/runs/${id}/cancel`, { reason: 'asked by phone' })).toMatchObject({ status: 200, body: { result: 'canceled' } });
        expect(hub.receiver.log).toEqual([]);
      });

      test('an order without its currency is parked with the field, and reaches nobody', async () => {
        const data: JsonObject = { ...(realJson('orders/woocommerce/order-963.json')['data'] as JsonObject), number: '966' };
        delete data['currency'];
        const accepted = await fromWoo(JSON.stringify({ data }));
        const run = await hub.until(accepted.body.runId!, 'parked');
        expect(run).toMatchObject({ code: 'expr.undefined_value', reason: expect.stringContaining('currency') });
        expect(hub.receiver.log).toEqual([]);
      });

      test('an order can be started by hand with the same document', async () => {
        const document = JSON.parse(order('967')) as JsonObject;
        const { body } = await hub.call<StartAnswer>('POST', '/api/flows/woo/runs', { input: document }, { 'idempotency-key': 'by-hand' });
        await hub.waitsAt(body.runId, 'window');
      });
    });
  });
});
