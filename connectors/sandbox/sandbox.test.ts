import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkOrder } from '../../flows/documents/order.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import type { EffectTurn, HttpAnswer, HttpRequest, NodeType } from '../../nodes/node-type.ts';
import { connectionTo, noon, runNode, turnFor } from '../../test/support/run-node.ts';
import book from './carrier/actions/book.ts';
import { demo } from './demo.ts';
import createInvoice from './erp/actions/create-invoice.ts';
import createOrder from './erp/actions/create-order.ts';
import ask from './installer/actions/ask.ts';
import { orderKinds, sampleOrder } from './sample-orders.ts';
import { type SandboxServer, sandboxServer } from './server/server.ts';
import tellShipped from './shop/actions/tell-shipped.ts';
import { sandboxWebhook } from './webhook.ts';
import intercept from './wms/actions/intercept.ts';
import release from './wms/actions/release.ts';
import reserve from './wms/actions/reserve.ts';
import ship from './wms/actions/ship.ts';

const secret = 'sandbox-secret';
const clock = { at: noon, now: () => clock.at };
const open: { close(): Promise<unknown> | unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
  clock.at = noon;
});

async function sandbox(): Promise<SandboxServer> {
  const server = await sandboxServer({ clock, secret });
  open.push(server);
  return server;
}

/** The plain transport: what the hub's egress does, without its rules. */
async function http({ method, url, headers = {}, body }: HttpRequest): Promise<HttpAnswer> {
  const answer = await fetch(url, { method, headers, body: (body as string | undefined) ?? null });
  const text = await answer.text();
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text, json: () => JSON.parse(text) as Json };
}

const order = sampleOrder('quick_order', 3, noon);

function call(server: SandboxServer, type: NodeType, patch: Partial<EffectTurn> = {}) {
  const system = type.type.split('.')[0]!;
  return runNode(type, { order, http, connection: connectionTo(system, { baseUrl: server.addressOf(system) }, { token: secret }), ...patch });
}

describe('actions against the simulated systems', () => {
  it.each([
    [createOrder, 'created', { id: 'SO-10001', number: 'Q-1003' }],
    [createInvoice, 'created', { id: 'INV-20001', order: 'Q-1003' }],
    [reserve, 'reserved', { reserved: true }],
    [release, undefined, { order: 'Q-1003' }],
    [ship, undefined, { id: 'SH-30001', pieces: 2 }],
    [intercept, 'stopped', { result: 'stopped' }],
    [book, undefined, { tracking: 'SBX4000001SE' }],
    [ask, undefined, { sent: true }],
    [tellShipped, undefined, { status: 'shipped' }],
  ] as const)('$0.type does its work and leaves through its port', async (type, port, output) => {
    const server = await sandbox();
    const outcome = await call(server, type);
    expect(outcome).toMatchObject({ kind: 'emit', output });
    if (port !== undefined && type.type !== createOrder.type && type.type !== createInvoice.type) expect(outcome).toMatchObject({ port });
  });

  it('a short warehouse reserves nothing and says what is missing', async () => {
    const server = await sandbox();
    await http({ method: 'PUT', url: `${server.addressOf('sandbox_wms')}/stock`, headers: { authorization: `Bearer ${secret}` }, body: '{"CROWBAR-60":0}' });
    expect(await call(server, reserve)).toMatchObject({ port: 'short', output: { missing: [{ sku: 'CROWBAR-60', needed: 1, available: 0 }] } });
    expect(server.store.count('wms.reservation')).toBe(0);
  });

  it('an intercept during picking saves the rest, after it nothing', async () => {
    const server = await sandbox();
    await call(server, ship);
    expect(await call(server, intercept, { effectKey: 'early' })).toMatchObject({ port: 'partly' });
    clock.at += 120_000;
    expect(await call(server, intercept, { effectKey: 'late' })).toMatchObject({ port: 'too_late' });
  });

  it('an order that was stopped is never shipped', async () => {
    const server = await sandbox();
    await call(server, intercept);
    await expect(call(server, ship)).rejects.toMatchObject({ code: 'connector.conflict' });
  });
});

describe('a repeated call', () => {
  it.each([createOrder, createInvoice, reserve, ship, tellShipped])('$type books once under one key', async (type) => {
    const server = await sandbox();
    const first = await call(server, type);
    expect(await call(server, type)).toEqual(first);
    const { duplicates } = demo({ server })
      .state()
      .systems.find(({ id }) => type.type.startsWith(id))!.facts;
    expect(duplicates).toBe(0);
  });

  it('a key with other content is a conflict', async () => {
    const server = await sandbox();
    await call(server, createOrder);
    await expect(call(server, createOrder, { config: { order: 'other' } })).rejects.toMatchObject({ code: 'connector.conflict' });
  });

  it('the carrier books twice, but the booking is found by our reference', async () => {
    const server = await sandbox();
    const turn = turnFor(book, {
      order,
      http,
      connection: connectionTo('sandbox_carrier', { baseUrl: server.addressOf('sandbox_carrier') }, { token: secret }),
    });
    expect(await book.effect!.lookup!(turn)).toBeNull();
    await book.run(turn);
    expect(await book.effect!.lookup!(turn)).toMatchObject({ kind: 'emit', output: { reference: 'key-1' } });
    await book.run(turn);
    expect(
      demo({ server })
        .state()
        .systems.find(({ id }) => id === 'sandbox_carrier'),
    ).toMatchObject({ calls: 4, facts: { bookings: 2, duplicates: 1 } });
  });
});

describe('faults', () => {
  it('a failing system answers 500 and changes nothing', async () => {
    const server = await sandbox();
    server.modes.set('sandbox_erp', 'fail', { times: 1 });
    await expect(call(server, createOrder)).rejects.toMatchObject({ code: 'connector.unavailable', retryable: true });
    expect(server.store.count('erp.order')).toBe(0);
    expect(await call(server, createOrder)).toMatchObject({ kind: 'emit' });
  });

  it('a lost answer was booked all the same, and the same key finds it', async () => {
    const server = await sandbox();
    server.modes.set('sandbox_erp', 'lose-answers', { times: 1 });
    await expect(call(server, createOrder)).rejects.toThrow();
    expect(server.store.count('erp.order')).toBe(1);
    expect(await call(server, createOrder)).toMatchObject({ output: { id: 'SO-10001' } });
    expect(server.store.count('erp.order')).toBe(1);
  });

  it('a slow system takes its time', async () => {
    const server = await sandbox();
    server.modes.set('sandbox_erp', 'slow', { delay: 60 });
    const start = performance.now();
    await call(server, createOrder);
    expect(performance.now() - start).toBeGreaterThan(50);
  });

  it('a wrong token is refused', async () => {
    const server = await sandbox();
    const connection = connectionTo('sandbox_erp', { baseUrl: server.addressOf('sandbox_erp') }, { token: 'wrong' });
    await expect(call(server, createOrder, { connection })).rejects.toMatchObject({ code: 'connector.unauthorized', retryable: false });
  });

  it('every call stands in the log with its key', async () => {
    const server = await sandbox();
    await call(server, createOrder);
    const { items } = (await (await fetch(`${server.url}/_admin/log?system=sandbox_erp`)).json()) as { items: JsonObject[] };
    expect(items).toMatchObject([{ method: 'POST', path: '/erp/orders', key: 'key-1', status: 201, applied: true }]);
  });
});

interface Got {
  path: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
}

/** Stands where the hub is and keeps what it gets. */
async function hub(statuses: number[] = []): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = [];
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    got.push({ path: request.url ?? '', headers: request.headers, raw: Buffer.concat(parts) });
    response.writeHead(statuses[got.length - 1] ?? 202, { 'content-type': 'application/json' }).end('{"runs":[]}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push({ close: () => new Promise((done) => server.close(done)) });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got };
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function receive({ headers, raw }: Got) {
  expect(sandboxWebhook.verify({ headers: flat(headers), raw, now: clock.at, secrets: [secret] })).toBeUndefined();
  return sandboxWebhook.receive({ path: 'sandbox_shop', headers: flat(headers), body: JSON.parse(raw.toString()) as Json, raw, receivedAt: clock.at }, {});
}

describe('the demo', () => {
  it.each(orderKinds)('places a %s that is a whole canonical order', async (kind) => {
    const [server, { url, got }] = [await sandbox(), await hub()];
    server.reach(url);
    const { number, sent } = await demo({ server, window: 'PT20S' }).placeOrder(kind);
    expect(sent.status).toBe(202);
    if (kind === 'quick_order') {
      const posted = JSON.parse(got[0]!.raw.toString()) as Json;
      expect(posted).toMatchObject({ number, window: 'PT20S', kind });
      expect(checkOrder(posted)).toEqual([]);
      return;
    }
    const intake = receive(got[0]!);
    expect(intake).toMatchObject({ event: 'sandbox_shop.order_created', keys: [number], dedupeKey: sent.id, order: { number, window: 'PT20S', kind } });
    expect(checkOrder(intake.order!)).toEqual([]);
  });

  it.each([
    ['sandbox_shop.order_cancelled', (play: ReturnType<typeof demo>, number: string) => play.cancel(number)],
    ['installer.booked', (play: ReturnType<typeof demo>, number: string) => play.fact(number, 'installer.booked', { date: '2026-05-01' })],
    ['quote.withdrawn', (play: ReturnType<typeof demo>, number: string) => play.fact(number, 'quote.withdrawn')],
    ['payment.received', (play: ReturnType<typeof demo>, number: string) => play.pay(number)],
  ] as const)('tells the hub %s under the order number', async (name, act) => {
    const [server, { url, got }] = [await sandbox(), await hub()];
    server.reach(url);
    const play = demo({ server });
    const { number } = await play.placeOrder('heat_pump');
    await act(play, number);
    expect(receive(got[1]!).signals).toMatchObject([{ name, key: number }]);
  });

  it('what is invoiced is owed until it is paid', async () => {
    const server = await sandbox();
    const play = demo({ server });
    const { number } = await play.placeOrder('order_to_cash');
    await call(server, createInvoice, { order: server.store.get('shop.order', number)! });
    const credit = async () =>
      (await http({ method: 'GET', url: `${server.addressOf('sandbox_erp')}/credit/C-1001`, headers: { authorization: `Bearer ${secret}` } })).json();
    expect(await credit()).toMatchObject({ limit: { currency: 'EUR' }, open: { amount: '1213.75', currency: 'EUR' } });
    await play.pay(number);
    expect(await credit()).not.toHaveProperty('open');
  });

  it('sends again what the hub could not take, with the same id', async () => {
    const [server, { url, got }] = [await sandbox(), await hub([503])];
    server.reach(url);
    await demo({ server }).placeOrder('quick_order');
    expect(server.outgoing.pending()).toBe(1);
    clock.at += 5_000;
    await expect.poll(() => server.outgoing.pending(), { timeout: 5000 }).toBe(0);
    expect(got[1]!.headers['webhook-id']).toBe(got[0]!.headers['webhook-id']);
  });

  it('shows every system with its mode, and refuses what it does not know', async () => {
    const play = demo({ server: await sandbox() });
    expect(play.set({ system: 'sandbox_wms', mode: 'fail', window: 'PT5S' })).toMatchObject({ window: 'PT5S', systems: { length: 8 } });
    expect(play.state().systems.find(({ id }) => id === 'sandbox_wms')?.mode).toBe('fail');
    for (const wrong of [{ window: 'soon' }, { system: 'sandbox_wms', mode: 'angry' }, { system: 'sandbox_moon', mode: 'ok' }])
      expect(() => play.set(wrong)).toThrow();
    await expect(play.cancel('Q-9')).rejects.toMatchObject({ status: 404 });
  });
});

describe('messages of the simulated systems', () => {
  const raw = Buffer.from('{}');
  const at = (body: Json) => sandboxWebhook.receive({ path: 'sandbox_shop', headers: { 'webhook-id': 'm1' }, body, raw, receivedAt: noon }, {});

  it('an order without lines is refused', () => {
    expect(() => at({ type: 'order.created', data: { number: 'Q-1', lines: [] } })).toThrow(/no lines/);
  });

  it('an unknown message is kept with the reason why nothing happens', () => {
    expect(at({ type: 'order.sneezed', data: {} }).ignored).toMatch(/not known/);
  });
});
