import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commitOf, restOf } from '../../../test/conformance/samples.ts';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';
import { memoryStore } from '../../adapters/memory/store.ts';

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const flow = {
  format: 1,
  id: 'light',
  title: 'Light up',
  slots: { lamp: 'lamps' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order placed', config: { path: 'light', signature: 'none' } },
    by_hand: { type: 'manual@1' },
    window: { type: 'wait@1', config: { for: 'PT1H' } },
    on: { type: 'lamps.light@1', title: 'Switch on', slot: 'lamp' },
    after: { type: 'transform@1', config: { output: 1 } },
  },
  edges: [
    { from: 'order', to: 'window' },
    { from: 'by_hand', to: 'window' },
    { from: 'window', to: 'on' },
    { from: 'on', to: 'after' },
  ],
};

const post = (path: string, body: object = {}, as?: object) => api.call('POST', path, { body, ...(as ? { as } : {}) } as never);
const held = async () => (await api.call('GET', '/api/held')).body['items'] as { id: string; [name: string]: unknown }[];
const keep = (id: string, more: object) => {
  const store = memoryStore(api.disk, api.clock.now);
  return store.runs.commit(commitOf(restOf(id, { tenant: 'main', seq: 1, flow: 'light', ...more })));
};

describe('what is held', () => {
  beforeAll(async () => {
    await post('/api/connections', { id: 'lamps', connector: 'lamps', title: 'Hall lamps', settings: { shop: 'a' }, secrets: { token: 'right' } });
    await api.call('PUT', '/api/environments/production/slots/lamp', { body: { connection: 'lamps' } });
    await api.call('PUT', '/api/flows/light', { body: flow, headers: { 'if-none-match': '*' } } as never);
    expect(await post('/api/flows/light/deploy')).toMatchObject({ status: 200 });
  });
  beforeEach(() => api.disk.runs.clear());

  it('nothing is off: nothing is held, and every switch is listed with what stands behind it', async () => {
    expect(await held()).toEqual([]);
    const { items } = (await api.call('GET', '/api/switches')).body as { items: { kind: string; id: string }[] };
    expect(items.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['flow light', 'trigger light/order', 'trigger light/by_hand', 'connection lamps']);
    expect(items[3]).toMatchObject({ title: 'Hall lamps', paused: false, nodes: [{ flow: 'light', node: 'on' }] });
  });

  it('an operator pauses a connection: who, since when, why, how many, how much and the oldest are said', async () => {
    const as = await api.signIn('operator');
    const answer = await post('/api/connections/lamps/pause', { reason: 'stocktaking' }, as);
    expect(answer).toMatchObject({ status: 200, body: { paused: true, settings: {}, secrets: [] } });
    const at = { code: 'connection.paused', held: 'lamps', open: ['on'], currency: 'EUR' };
    await keep('R1', { ...at, amount: '341000', startedAt: 5_000 });
    await keep('R2', { ...at, amount: '1', startedAt: 4_000 });
    expect(await api.call('GET', '/api/held', { as } as never)).toMatchObject({
      body: {
        items: [
          {
            ...{ kind: 'connection', id: 'lamps', title: 'Hall lamps', paused: true, by: 'Otto', reason: 'stocktaking', runs: 2 },
            money: [{ amount: '3410.01', currency: 'EUR' }],
            oldest: new Date(4_000).toISOString(),
            at: [{ flow: 'light', node: 'on', runs: 2 }],
          },
        ],
      },
    });
    await post('/api/connections/lamps/resume', {}, as);
    // Still on their way: shown until the last has gone on.
    expect(await held()).toMatchObject([{ id: 'lamps', paused: false, runs: 2 }]);
    api.disk.runs.clear();
    expect(await held()).toEqual([]);
    const audit = (await api.call('GET', '/api/audit')).body as { items: { what: string; reason?: string }[] };
    expect(audit.items.find(({ what }) => what === 'connection.paused')).toMatchObject({ reason: 'stocktaking', by: { name: 'Otto' } });
  });

  it('what a pause would hold is said before: open runs on their way to it, not those beyond', async () => {
    const money = { amount: '100', currency: 'SEK' };
    await keep('R1', { open: ['window'], ...money });
    await keep('R2', { open: ['on'], ...money });
    await keep('R3', { open: ['after'], ...money });
    await keep('R4', { open: ['on'], status: 'parked', ...money });
    const preview = (kind: string, id: string) => api.call('GET', `/api/held/preview?kind=${kind}&id=${encodeURIComponent(id)}`);
    expect(await preview('connection', 'lamps')).toMatchObject({ body: { runs: 2, money: [{ amount: '2.00', currency: 'SEK' }] } });
    expect(await preview('trigger', 'light/order')).toMatchObject({ body: { runs: 0 } });
    expect(await preview('connection', 'fax')).toMatchObject({ status: 404, body: { code: 'switch.not_found' } });
  });

  it('one trigger is paused: what comes in by it is kept, another one goes on; a deploy keeps the switch', async () => {
    expect(await post('/api/flows/light/triggers/order/pause', { reason: 'shop moves' })).toMatchObject({
      status: 200,
      body: { kind: 'trigger', id: 'light/order', paused: true, reason: 'shop moves' },
    });
    await keep('R1', { code: 'flow.paused', open: ['order'] });
    expect(await held()).toMatchObject([{ kind: 'trigger', id: 'light/order', runs: 1, by: 'Admin token' }]);
    await api.call('POST', '/api/flows/light/runs', { body: { input: {} }, headers: { 'idempotency-key': 'k1' } } as never);
    expect([...api.disk.runs.values()].map(({ head }) => head.code).sort()).toEqual(['flow.paused', undefined]);
    const { rev } = (await api.call('GET', '/api/flows/light')).body as { rev: number };
    await api.call('PUT', '/api/flows/light', { body: { ...flow, description: 'new' }, headers: { 'if-match': `"${rev}"` } } as never);
    await post('/api/flows/light/deploy');
    expect(await held()).toMatchObject([{ id: 'light/order', paused: true }]);
    await post('/api/flows/light/triggers/order/resume');
    // Kept still, and by no switch: shown with its flow until it starts.
    expect(await held()).toMatchObject([{ kind: 'flow', id: 'light', paused: false, runs: 1 }]);
  });

  it('a node that is no trigger, a flow nobody knows and an operator are refused', async () => {
    expect(await post('/api/flows/light/triggers/window/pause')).toMatchObject({ status: 404, body: { code: 'flow.trigger_not_found' } });
    expect(await post('/api/flows/dark/triggers/order/pause')).toMatchObject({ status: 409, body: { code: 'flow.not_deployed' } });
    expect(await post('/api/flows/light/triggers/order/pause', {}, await api.signIn('operator'))).toMatchObject({ status: 403 });
  });

  it('a paused flow says so with who, when and why', async () => {
    await post('/api/flows/light/pause', { reason: 'prices change' });
    expect(await held()).toMatchObject([{ kind: 'flow', id: 'light', paused: true, reason: 'prices change', runs: 0, money: [] }]);
    await post('/api/flows/light/resume');
    expect(await held()).toEqual([]);
  });
});
