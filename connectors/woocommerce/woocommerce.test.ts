import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkOrder } from '../../flows/documents/order.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { answering, connectionTo, noon, runNode, turnFor } from '../../test/support/run-node.ts';
import complete from './actions/complete.ts';
import { woocommerce } from './connector.ts';
import fixture from './fixtures/order.json' with { type: 'json' };
import { plainText } from './plain-text.ts';
import { toOrder } from './to-order.ts';

const source = fixture as unknown as JsonObject; // a JSON module carries its literal type
const { verify, receive } = woocommerce.webhook!;
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

const get = (body: Json, topic = 'order.created') =>
  receive(
    { path: 'woocommerce', headers: { 'x-wc-webhook-topic': topic, 'x-wc-webhook-delivery-id': 'd-1' }, body, raw: Buffer.from(''), receivedAt: noon },
    {},
  );

describe('an order in the canonical form', () => {
  const order = toOrder(source);

  it('is whole, and its sums add up to the cent though a third of 20.00 has no end', () => {
    expect(checkOrder(json(order))).toEqual([]);
    expect(order).toMatchObject({
      number: '5120',
      placedAt: '2026-03-02T12:30:00Z',
      customer: { name: 'Marta Ruiz', company: 'Ruiz & Hijos' },
      lines: [
        { sku: 'woocommerce-71', title: 'Mug "Sol" – 2 sizes', unitPrice: eur('6.67'), discount: eur('2.01'), total: eur('18.00') },
        { sku: 'TOWEL' },
        { sku: 'fee', total: eur('2.00') },
      ],
      shipping: { title: 'Correos', amount: eur('4.90') },
      taxes: [{ title: 'IVA', amount: eur('6.59') }],
      total: eur('41.49'),
      payment: { method: 'bacs', state: 'pending' },
      status: 'open',
      note: 'Ring twice & wait',
    });
    expect(order).not.toHaveProperty('shipTo');
    expect(order.customer).not.toHaveProperty('id');
  });

  it.each([
    [{ line_items: [] }, 'order.empty', '/line_items'],
    [{ number: '', id: 0 }, 'order.number_missing', '/number'],
    [{ total: '41,49' }, 'order.invalid_amount', '/total'],
    [{ date_created_gmt: null }, 'order.incomplete', '/date_created_gmt'],
    [{ line_items: [{ id: 1, quantity: 0, subtotal: '1', total: '1' }] }, 'order.invalid', '/line_items/0/quantity'],
  ] as const)('%o is refused, and the place is named', (change, code, path) => {
    expect.assertions(1);
    try {
      toOrder({ ...source, ...(change as unknown as JsonObject) });
    } catch (error) {
      expect(error).toMatchObject({ status: 422, problems: [{ code, path }] });
    }
  });

  it.each([
    ['Tom &amp; Jerry&#039;s', "Tom & Jerry's"],
    ['<b>Bold</b> 2 &times; 3', 'Bold 2 × 3'],
    ['&unknown; stays, &#0; goes', '&unknown; stays,  goes'],
  ])('%s reads as plain text', (html, text) => {
    expect(plainText(html)).toBe(text);
  });
});

describe('a message of the shop', () => {
  it('is verified over its raw bytes', () => {
    const raw = Buffer.from('{"id":1}');
    const headers = { 'x-wc-webhook-signature': createHmac('sha256', 's').update(raw).digest('base64') };
    expect(verify({ headers, raw, now: noon, secrets: ['s'] })).toBeUndefined();
    expect(verify({ headers, raw: Buffer.from('{"id":2}'), now: noon, secrets: ['s'] })?.code).toBe('webhook.signature_invalid');
    expect(verify({ headers: {}, raw, now: noon, secrets: ['s'] })?.code).toBe('webhook.signature_missing');
  });

  it('an order starts a run', () => {
    expect(get(source)).toMatchObject({ event: 'woocommerce.order_created', dedupeKey: 'd-1', keys: ['5120'], order: { number: '5120' } });
  });

  it.each([
    ['order.updated', { status: 'cancelled' }, 'woocommerce.order_cancelled'],
    ['order.updated', { status: 'refunded' }, 'woocommerce.refund_created'],
    ['order.updated', { date_paid_gmt: '2026-03-02T12:40:00' }, 'woocommerce.order_paid'],
    ['order.updated', {}, 'woocommerce.order_updated'],
    ['order.deleted', {}, 'woocommerce.order_cancelled'],
  ] as const)('%s with %o becomes a signal', (topic, change, name) => {
    expect(get({ ...source, ...change }, topic)).toMatchObject({ signals: [{ name, key: '5120', id: 'd-1' }] });
  });

  it.each([
    [{ ...source, status: 'checkout-draft', line_items: [] }, 'order.created', /draft/],
    [{ webhook_id: '7' }, 'order.created', /tried the address/],
    [source, 'product.updated', /not used/],
  ] as const)('what is no order is kept and ignored, with the reason', (body, topic, reason) => {
    expect(get(body as JsonObject, topic).ignored).toMatch(reason);
  });
});

describe('complete', () => {
  const turn = {
    connection: connectionTo('woocommerce', { baseUrl: 'https://shop.example/wp-json/wc/v3' }, { consumerKey: 'ck', consumerSecret: 'cs' }),
    order: { source: { id: '5120' } },
  };

  it('marks the order as completed', async () => {
    const { http, asked } = answering({ status: 200, body: { id: 5120, status: 'completed' } });
    expect(await runNode(complete, { ...turn, http })).toMatchObject({ output: { status: 'completed' } });
    expect(asked[0]).toMatchObject({
      method: 'PUT',
      url: 'https://shop.example/wp-json/wc/v3/orders/5120',
      headers: { authorization: `Basic ${btoa('ck:cs')}` },
      body: '{"status":"completed"}',
    });
  });

  it.each([
    ['completed', { kind: 'emit' }],
    ['processing', null],
  ] as const)('looks at the state: %s', async (status, outcome) => {
    const { http } = answering({ status: 200, body: { id: 5120, status } });
    const found = await complete.effect!.lookup!(turnFor(complete, { ...turn, http }));
    if (outcome === null) expect(found).toBeNull();
    else expect(found).toMatchObject(outcome);
  });

  it('a shop that refuses the key is for the admin', async () => {
    const { http } = answering({ status: 401, body: { message: 'Sorry, you cannot edit this resource.' } });
    await expect(runNode(complete, { ...turn, http })).rejects.toMatchObject({ code: 'connector.unauthorized' });
  });
});

const samples = new URL('../../../shared/data/orders/woocommerce/', import.meta.url);
const absent = existsSync(samples) ? '' : ' (skipped: the shared samples are not on this machine)';

it.skipIf(absent !== '')(`an order of a real shop arrives whole${absent}`, () => {
  const intake = get(parseStrict(readFileSync(new URL('order-963.json', samples))));
  expect(checkOrder(intake.order!)).toEqual([]);
  expect(intake).toMatchObject({
    keys: ['963'],
    order: {
      total: { amount: '31.20', currency: 'USD' },
      lines: [
        { sku: 'woocommerce-52', discount: { amount: '20.00' } },
        { sku: '5555-A', total: { amount: '0.00' } },
      ],
      payment: { state: 'paid' },
    },
  });
});
