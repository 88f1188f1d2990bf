import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkOrder } from '../../flows/documents/order.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { answering, connectionTo, noon, runNode, turnFor } from '../../test/support/run-node.ts';
import fulfil from './actions/fulfil.ts';
import { shopify } from './connector.ts';
import calls from './fixtures/fulfil.json' with { type: 'json' };
import fixture from './fixtures/order.json' with { type: 'json' };
import { toOrder } from './to-order.ts';

const secret = 'shop-secret';
const source = fixture as unknown as JsonObject; // a JSON module carries its literal type
const { verify, receive } = shopify.webhook!;
const sek = (amount: string) => ({ amount, currency: 'SEK' });

const get = (body: Json, topic?: string, id = 'wh-1') =>
  receive(
    { path: 'shopify', headers: { 'x-shopify-webhook-id': id, ...(topic ? { 'x-shopify-topic': topic } : {}) }, body, raw: Buffer.from(''), receivedAt: noon },
    {},
  );

describe('a message of the shop', () => {
  const raw = Buffer.from(JSON.stringify(fixture));
  const sign = (key: string) => createHmac('sha256', key).update(raw).digest('base64');
  const changed = Buffer.from(raw);
  changed[10] = changed[10]! ^ 1;

  it.each([
    ['signed with the secret', { 'x-shopify-hmac-sha256': sign(secret) }, raw, undefined],
    ['signed with the secret before', { 'x-shopify-hmac-sha256': sign('former') }, raw, undefined],
    ['not signed', {}, raw, 'webhook.signature_missing'],
    ['signed by somebody else', { 'x-shopify-hmac-sha256': sign('other') }, raw, 'webhook.signature_invalid'],
    ['changed by one bit', { 'x-shopify-hmac-sha256': sign(secret) }, changed, 'webhook.signature_invalid'],
    ['signed with nonsense', { 'x-shopify-hmac-sha256': 'x' }, raw, 'webhook.signature_invalid'],
  ] as const)('%s', (_, headers, bytes, code) => {
    expect(verify({ headers, raw: bytes, now: noon, secrets: [secret, 'former'] })?.code).toBe(code);
  });

  it('an order starts a run under its name and its id', () => {
    expect(get(source, 'orders/create')).toMatchObject({
      event: 'shopify.order_created',
      dedupeKey: 'wh-1',
      keys: ['#2047', '880100200300'],
      document: { id: 880100200300, number: '#2047' },
      order: { number: '#2047' },
    });
    expect(get({ order: source })).toMatchObject({ event: 'shopify.order_created' });
  });

  it('an order that arrives canceled brings its cancel along', () => {
    const intake = get({ ...source, cancelled_at: '2026-03-02T12:40:00+01:00', cancel_reason: 'customer' }, 'orders/create');
    expect(intake).toMatchObject({ order: { status: 'canceled' }, signals: [{ name: 'shopify.order_cancelled', key: '#2047', data: { reason: 'customer' } }] });
  });

  it.each([
    ['orders/paid', source, 'shopify.order_paid', '#2047'],
    ['orders/cancelled', { ...source, cancel_reason: 'fraud' }, 'shopify.order_cancelled', '#2047'],
    ['orders/updated', source, 'shopify.order_updated', '#2047'],
    ['refunds/create', { id: 5, order_id: 880100200300 }, 'shopify.refund_created', '880100200300'],
    ['fulfillments/create', { id: 6, order_id: 880100200300, name: '#2047.1' }, 'shopify.order_fulfilled', '880100200300'],
  ] as const)('%s becomes a signal', (topic, body, name, key) => {
    expect(get(body as JsonObject, topic)).toMatchObject({ dedupeKey: 'wh-1', signals: [{ name, key, id: 'wh-1' }] });
    expect(get(body as JsonObject, topic).event).toBeUndefined();
  });

  it.each([
    ['a draft', { draft_order: { id: 1, line_items: [] } }, undefined, /draft/],
    ['a topic nobody uses', {}, 'shop/update', /not used/],
    ['no topic at all', {}, undefined, /no topic/],
  ] as const)('%s is kept and ignored, with the reason', (_, body, topic, reason) => {
    expect(get(body as unknown as Json, topic).ignored).toMatch(reason);
  });
});

describe('an order in the canonical form', () => {
  const order = toOrder(source);

  it('is whole, and its sums add up to the cent', () => {
    expect(checkOrder(JSON.parse(JSON.stringify(order)) as Json)).toEqual([]);
    expect(order).toMatchObject({
      number: '#2047',
      channel: 'shopify',
      placedAt: '2026-03-02T12:29:58+01:00',
      customer: { id: '770011', name: 'Elin Berg', email: 'elin.berg@example.org' },
      shipTo: { street: 'Storgatan 5', street2: 'lgh 1102', country: 'SE' },
      subtotal: sek('2380.00'),
      discounts: [{ code: 'SPRING10', amount: sek('148.00') }],
      shipping: { title: 'Home delivery', amount: sek('59.00') },
      total: sek('2291.00'),
      payment: { method: 'shopify_payments', state: 'authorised' },
      tags: ['returning', 'newsletter'],
      source: { system: 'shopify', id: '880100200300' },
    });
  });

  it('keeps what the customer wrote on a line, and finds an article without a number', () => {
    expect(order.lines).toMatchObject([
      { sku: 'SHOE-42', discount: sek('100.00'), total: sek('2280.00'), properties: { engraving: 'E.B.' } },
      { sku: 'shopify-5502' },
    ]);
    expect(order.lines[1]).not.toHaveProperty('properties');
  });

  const line = (change: JsonObject): JsonObject => ({ ...source, line_items: [{ ...(fixture.line_items[0] as unknown as JsonObject), ...change }] });
  it.each([
    ['no lines', { ...source, line_items: [] }, 'order.empty', '/line_items'],
    ['no name', { ...source, name: null, order_number: null }, 'order.number_missing', '/name'],
    ['no currency', { ...source, currency: null }, 'order.invalid_amount', '/line_items/0/price'],
    ['a quantity of 0', line({ quantity: 0 }), 'order.invalid', '/line_items/0/quantity'],
    ['no price', line({ price: null }), 'order.incomplete', '/line_items/0/price'],
    ['a price with a comma', line({ price: '1,5' }), 'order.invalid_amount', '/line_items/0/price'],
    ['a property without a name', line({ properties: [{ value: 3 }] }), 'order.invalid', '/line_items/0/properties/0'],
    ['a property that is text', line({ properties: 'gift' }), 'order.invalid', '/line_items/0/properties/0'],
    ['no date', { ...source, created_at: null, processed_at: null }, 'order.invalid', '/placedAt'],
  ] as const)('with %s it is refused, and the place is named', (_, body, code, path) => {
    try {
      toOrder(body as JsonObject);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ status: 422, problems: [{ code, path }] });
    }
  });

  it.each([
    [{ total_tax: null, tax_lines: [] }, undefined],
    [{ total_tax: '10.00', tax_lines: [] }, [{ amount: sek('10.00') }]],
  ] as const)('taxes of %o', (change, taxes) => {
    expect(toOrder({ ...source, ...(change as unknown as JsonObject) }).taxes).toEqual(taxes);
  });
});

describe('fulfil', () => {
  const connection = connectionTo('shopify', { shop: 'acme.myshopify.com' }, { accessToken: 'token-1' });
  const turn = { connection, config: { tracking: 'SBX4000001SE', carrier: 'Sandbox' }, order: { source: { id: '880100200300' } } };

  it('asks what is open, then fulfils that with the tracking number', async () => {
    const { http, asked } = answering(calls.open, calls.done);
    expect(await runNode(fulfil, { ...turn, http })).toEqual({ kind: 'emit', output: { id: 71, status: 'success', tracking: 'SBX4000001SE' } });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://acme.myshopify.com/admin/api/2025-01/orders/880100200300/fulfillment_orders.json',
      'POST https://acme.myshopify.com/admin/api/2025-01/fulfillments.json',
    ]);
    expect(asked[1]?.headers).toMatchObject({ 'x-shopify-access-token': 'token-1' });
    expect(JSON.parse(String(asked[1]?.body))).toEqual({
      fulfillment: {
        line_items_by_fulfillment_order: [{ fulfillment_order_id: 61 }],
        tracking_info: { number: 'SBX4000001SE', company: 'Sandbox' },
        notify_customer: true,
      },
    });
  });

  it('looks by tracking number whether it already happened; a canceled one does not count', async () => {
    const found = answering(calls.list);
    expect(await fulfil.effect!.lookup!(turnFor(fulfil, { ...turn, http: found.http }))).toMatchObject({ output: { id: 71 } });
    const other = answering(calls.list);
    expect(await fulfil.effect!.lookup!(turnFor(fulfil, { ...turn, config: { tracking: 'OTHER' }, http: other.http }))).toBeNull();
  });

  it.each([
    ['nothing is left to fulfil', calls.nothing, { code: 'connector.conflict' }],
    ['the shop asks for patience', calls.limited, { code: 'connector.rate_limited', retryAfter: 2000 }],
  ] as const)('%s', async (_, answer, error) => {
    const { http } = answering(answer as { status: number });
    await expect(runNode(fulfil, { ...turn, http })).rejects.toMatchObject(error);
  });
});

it('the connection test says what is wrong in words', async () => {
  const connection = connectionTo('shopify', { shop: 'acme.myshopify.com' }, { accessToken: 'token-1' });
  expect(await shopify.test(connection, answering({ status: 200, body: { shop: { name: 'Acme' } } }).http)).toEqual({ ok: true, words: 'Connected to Acme' });
  expect(await shopify.test(connection, answering({ status: 401 }).http)).toMatchObject({ ok: false, words: expect.stringContaining('access token') });
});

const samples = new URL('../../../shared/data/orders/shopify/', import.meta.url);
const absent = existsSync(samples) ? false : 'the shared samples are not on this machine';

describe.skipIf(absent !== false)(`documents of real shops${absent ? ` (${absent})` : ''}`, () => {
  const read = (name: string): Json => parseStrict(readFileSync(new URL(name, samples)));

  it('an order without tax, already canceled', () => {
    const intake = get(read('order.json'), 'orders/create');
    expect(intake).toMatchObject({
      order: {
        number: '#9999',
        status: 'canceled',
        currency: 'USD',
        total: { amount: '10.00', currency: 'USD' },
        lines: [{ sku: 'shopify-111475476' }, { sku: 'shopify-5410685889', total: { amount: '0.00' } }],
      },
      signals: [{ name: 'shopify.order_cancelled', key: '#9999' }],
    });
    expect((intake.order as JsonObject)['taxes']).toBeUndefined();
    expect(checkOrder(intake.order!)).toEqual([]);
  });

  it('a draft starts nothing', () => {
    expect(get(read('draft_order.json')).ignored).toMatch(/draft/);
  });

  it.each([
    ['properties_empty_object.json', undefined],
    ['properties_object.json', { 'property 1': 3 }],
  ])('line properties as in %s', (name, properties) => {
    const { properties: given = null } = read(`orderlineitems/${name}`) as JsonObject;
    const [line] = toOrder({ ...source, line_items: [{ ...(fixture.line_items[0] as unknown as JsonObject), properties: given }] }).lines;
    expect((line as unknown as JsonObject)['properties']).toEqual(properties);
  });

  it('broken line properties are refused before they get here', () => {
    expect(() => read('orderlineitems/properties_invalid0.json')).toThrow();
  });

  it('shipping in two currencies counts in that of the shop', () => {
    const shipping = read('shippinglines/valid.json');
    expect(toOrder({ ...source, shipping_lines: [shipping] }).shipping).toEqual({ title: 'Small Packet International Air', amount: sek('4.00') });
  });

  it('a refund and a fulfilment find their order', () => {
    const fulfilment = (read('fulfillment.json') as JsonObject)['fulfillment'] as JsonObject;
    expect(get(fulfilment, 'fulfillments/create').signals).toMatchObject([{ key: String(fulfilment['order_id']) }]);
  });
});
