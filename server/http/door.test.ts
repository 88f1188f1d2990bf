import { afterEach, describe, expect, test } from 'vitest';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import { type DoorHarness, type HarnessOptions, openDoor, webhookFlow } from '../../test/support/door-harness.ts';
import { admission } from './admission.ts';

let door: DoorHarness;
afterEach(() => door.close());
const open = async (options: HarnessOptions) => {
  door = await openDoor(options);
};
const orders = (more: Partial<Flow> = {}, config: JsonObject = {}): Flow => webhookFlow('orders', { path: 'orders', signature: 'none', ...config }, more);
const kept = () => [...door.deliveries.values()];

describe('an accepted message', () => {
  test('names the run, the order number and that it is the first', async () => {
    await open({ flows: [orders({ key: { $expr: 'trigger.number' } })] });
    const { status, body, headers } = await door.post('orders', { number: 'A-1' });
    const [delivery] = kept();
    const runId = delivery?.runs[0]?.runId;
    expect(status).toBe(202);
    expect(body).toEqual({ runs: [{ flow: 'orders', runId }], runId, key: 'A-1', duplicate: false });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{12}-/);
    expect(delivery).toMatchObject({ endpoint: 'orders', key: 'A-1', bytes: 16, body: '{"number":"A-1"}' });
    expect(delivery?.starts[0]).toMatchObject({
      head: { flow: 'orders', version: 'orders-v1', status: 'running', keys: ['A-1'] },
      events: [{ type: 'run.started' }],
    });
  });

  test('rings for its run once, however often it is sent', async () => {
    await open({ flows: [orders()] });
    const first = await door.post('orders', { number: 'A-1' });
    const again = await door.post('orders', { number: 'A-1' });
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    expect(door.rung).toEqual([first.body['runId']]);
  });

  test('starts every flow that listens at its path, in one delivery', async () => {
    await open({ flows: [webhookFlow('stock', { path: 'orders' }), webhookFlow('books', { path: '/orders' }), webhookFlow('other', { path: 'returns' })] });
    const { body } = await door.post('orders', { number: 'A-1' });
    expect((body['runs'] as JsonObject[]).map(({ flow }) => flow)).toEqual(['books', 'stock']);
    expect(kept()).toHaveLength(1);
    expect(new Set(door.rung).size).toBe(2);
  });

  test('of a paused flow is kept and not started', async () => {
    await open({ flows: [orders()], paused: ['orders'] });
    expect((await door.post('orders', { number: 'A-1' })).status).toBe(202);
    expect(kept()[0]?.starts[0]?.head).toMatchObject({ status: 'waiting', code: 'flow.paused' });
    expect(kept()[0]?.starts[0]?.head.wakeAt).toBeUndefined();
  });

  test('gives the same run again in another hub, so that a restored backup repeats nothing', async () => {
    await open({ flows: [orders()] });
    const first = await door.post('orders', { number: 'A-1' }, { 'idempotency-key': 'k-1' });
    await door.close();
    await open({ flows: [orders()] });
    expect((await door.post('orders', { number: 'A-1' }, { 'idempotency-key': 'k-1' })).body['runId']).toBe(first.body['runId']);
  });
});

describe('a message of a connector', () => {
  const shop = (intake: object) => ({ id: 'shop', webhook: { verify: () => undefined, receive: () => intake } });

  test('that cancels an order is kept as a signal and wakes whoever waits for it', async () => {
    const signal = { name: 'shop.order_cancelled', key: 'A-1', id: 'e-1', data: { why: 'customer' } };
    await open({ flows: [], connectors: [shop({ event: 'shop.order_cancelled', signals: [signal] })], woken: ['run-1'] });
    expect((await door.post('shop', { id: 1 })).body).toEqual({ runs: [], runId: null, key: 'A-1', duplicate: false });
    expect(kept()[0]?.signals).toEqual([{ ...signal, tenant: 'main', at: door.clock.now() }]);
    expect(door.rung).toEqual(['run-1']);
  });

  test.each([
    ['the connector has no use for', { ignored: 'a test order' }, 'a test order'],
    ['no flow starts with', { event: 'shop.product_updated' }, 'no deployed flow starts with shop.product_updated'],
  ])('that %s is taken, and the deliveries page says why nothing began', async (_, intake, ignored) => {
    await open({ flows: [], connectors: [shop(intake)] });
    expect((await door.post('shop', { id: 1 })).status).toBe(202);
    expect(kept()[0]).toMatchObject({ ignored, runs: [], starts: [] });
  });
});

describe('what makes two messages one', () => {
  const config = { dedupe: { $expr: 'trigger.number' } };
  test.each<[string, JsonObject, Record<string, string>, string]>([
    ['the delivery id of a standard webhook', {}, { 'webhook-id': 'msg_1', 'idempotency-key': 'k' }, 'msg_1'],
    ['the delivery id of a shop', {}, { 'x-shopify-webhook-id': 'w1', 'x-shopify-event-id': 'e1' }, 'w1'],
    ['an idempotency key', config, { 'idempotency-key': 'k-1' }, 'k-1'],
    ['the value the flow names', config, {}, 'key:A-1'],
    ['an expression over several values', { dedupe: { $expr: "trigger.number & '/' & trigger.version" } }, {}, 'key:A-1/2'],
  ])('%s', async (_, more, headers, dedupeKey) => {
    await open({ flows: [orders({}, more)] });
    await door.post('orders', { number: 'A-1', version: 2 }, headers);
    expect(kept()[0]?.dedupeKey).toBe(dedupeKey);
  });

  test('its bytes, when nothing else is said', async () => {
    await open({ flows: [orders({}, config)] });
    await door.post('orders', { other: 1 });
    expect(kept()[0]?.dedupeKey).toMatch(/^body:/);
  });
});

describe('a sender that waits', () => {
  test('gets the answer of the run', async () => {
    const asked: [string, number][] = [];
    await open({
      flows: [orders()],
      waitFor: async (runId, ms) => {
        asked.push([runId, ms]);
        return { status: 201, body: { priced: true } };
      },
    });
    const { status, body, headers } = await door.post('orders', { number: 'A-1' }, { prefer: 'respond-async, wait=5' });
    expect([status, body]).toEqual([201, { priced: true }]);
    expect(asked).toEqual([[headers.get('x-run-id'), 5_000]]);
  });

  test.each([
    ['the run has no answer in time', async () => undefined],
    ['the answer cannot be waited for', () => Promise.reject(new Error('gone'))],
  ])('gets 202 when %s', async (_, waitFor) => {
    await open({ flows: [orders()], waitFor });
    expect((await door.post('orders', { number: 'A-1' }, { prefer: 'wait=900' })).status).toBe(202);
  });
});

describe('a message the hub cannot take now', () => {
  test('is refused until the hub is ready', async () => {
    let ready = false;
    await open({ flows: [orders()], ready: () => ready });
    const early = await door.post('orders', { number: 'A-1' });
    expect([early.status, early.body['code']]).toEqual([503, 'hub.not_ready']);
    expect(early.headers.get('retry-after')).toBe('2');
    ready = true;
    expect((await door.post('orders', { number: 'A-1' })).status).toBe(202);
  });

  test('leaves no trace in the bound, whether refused or taken', async () => {
    const gate = admission({
      clock: { now: () => 0, wake: () => () => {} },
      health: async () => ({ oldestReadyMs: 0, open: 0, commitP99Ms: 0 }),
      lag: () => 0,
    });
    await open({ flows: [orders()], admission: gate });
    await door.post('orders', { number: 'A-1' });
    await door.post('orders', '{');
    await door.post('orders', 'x', { 'content-type': 'text/plain' });
    await door.post('orders', { number: 'A-2' }, { 'idempotency-key': 'k' });
    await door.post('orders', { number: 'A-3' }, { 'idempotency-key': 'k' });
    door.fail(new Error('disk'));
    await door.post('orders', { number: 'A-4' });
    expect(door.refused.map(({ status }) => status)).toEqual([400, 415, 409, 503]);
    expect(gate.inFlight()).toBe(0);
  });

  test('tells the operator the cause and the sender none of it', async () => {
    const heard: unknown[] = [];
    let ready = false;
    await open({ flows: [orders()], ready: () => ready, report: (error) => heard.push((error as Error).cause) });
    await door.post('orders', { number: 'A-0' });
    ready = true;
    const cause = new Error('SQLITE_FULL');
    door.fail(cause);
    expect(JSON.stringify((await door.post('orders', { number: 'A-1' })).body)).not.toMatch('SQLITE');
    expect(heard).toEqual([cause]);
  });
});
