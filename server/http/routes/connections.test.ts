import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';

const canary = 'canary-5f2c9';
let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const create = (patch: object = {}) =>
  api.call('POST', '/api/connections', {
    body: { connector: 'lamps', title: 'Lamps', settings: { shop: 'a' }, secrets: { token: canary }, ...patch } as never,
  });

describe('a stored secret never comes out again', () => {
  it('A12 its owner sees that it is there', async () => {
    const made = await create({ id: 'mine' });
    expect(made).toMatchObject({ status: 201, body: { id: 'mine', secrets: ['token'], paused: false } });
    for (const path of ['/api/connections', '/api/connections/mine', '/api/audit', '/api/connectors']) {
      const answer = await api.call('GET', path);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(canary);
    }
    expect(JSON.stringify([...api.disk.documents])).not.toContain(canary);
    expect(api.logged.join()).not.toContain(canary);
    expect(api.bound.connectionOf('main', 'mine')?.secret('token')).toBe(canary);
  });

  it.each<[string, object, string, string]>([
    ['a secret among the settings', { settings: { shop: 'a', token: canary } }, 'connection.inline_secret', '/settings/token'],
    ['a secret the connector does not know', { secrets: { token: 'x', pin: '1' } }, 'property.unknown', '/secrets/pin'],
    ['a missing secret', { secrets: {} }, 'property.missing', '/secrets/token'],
    ['a missing setting', { settings: {} }, 'property.missing', '/settings/shop'],
    ['an unknown connector', { connector: 'fax' }, 'connection.unknown_connector', '/connector'],
  ])('%s is refused', async (_name, patch, code, path) => {
    const answer = await create(patch);
    expect(answer).toMatchObject({ status: 422, body: { code, path } });
    expect(answer.text).not.toContain(canary);
  });
});

it('a replaced secret stays good for incoming messages until its overlap ends', async () => {
  await create({ id: 'signed', secrets: { token: 't', webhookSecret: 'first' } });
  await api.call('PUT', '/api/connections/signed', { body: { secrets: { webhookSecret: 'second' }, overlapHours: 1 } });
  const until = api.clock.now() + 3_600_000;
  expect(api.bound.secrets('main', 'signed', 'webhookSecret')).toEqual([{ value: 'second' }, { value: 'first', until }]);
  expect(api.bound.connectionOf('main', 'signed')?.secret('token')).toBe('t');
  expect(await api.call('GET', '/api/connections/signed')).toMatchObject({ body: { secrets: ['token', 'webhookSecret'] } });
});

it('a flow finds its own binding before the one for all, and a paused connection makes its steps wait', async () => {
  await create({ id: 'for_all' });
  await create({ id: 'for_one' });
  const bind = (slot: string, connection: string | null) => api.call('PUT', `/api/environments/production/slots/${slot}`, { body: { connection } });
  await bind('shop', 'for_all');
  await bind('vip.shop', 'for_one');
  const idFor = async (slot: string) => (await api.bound.connectionFor('main', slot))?.id;
  expect([await idFor('vip.shop'), await idFor('other.shop'), await idFor('other.none')]).toEqual(['for_one', 'for_all', undefined]);
  await api.call('POST', '/api/connections/for_one/pause', {});
  await expect(idFor('vip.shop')).rejects.toMatchObject({ code: 'connection.paused', retryable: true });
  await api.call('POST', '/api/connections/for_one/resume', {});
  await bind('vip.shop', null);
  expect(await idFor('vip.shop')).toBe('for_all');
  expect((await bind('a.b.c', null)).status).toBe(422);
});

it('a test says in words what the other side answered', async () => {
  await create({ id: 'tried', secrets: { token: 'right' } });
  expect(await api.call('POST', '/api/connections/tried/test', {})).toMatchObject({ status: 200, body: { ok: true, words: 'Lamps answered.' } });
  expect((await api.call('POST', '/api/connections/none/test', {})).status).toBe(404);
});

it('the end of a secret is kept until the secret is replaced', async () => {
  const made = await create({ id: 'ending', ends: { token: '2027-01-14' } });
  expect(made).toMatchObject({ status: 201, body: { ends: { token: '2027-01-14' } } });
  expect(await api.call('GET', '/api/connections/ending/health')).toMatchObject({
    status: 200,
    body: { id: 'ending', state: 'quiet', hour: { calls: 0, p95: null }, ends: [{ what: 'token', at: '2027-01-14T00:00:00.000Z' }] },
  });
  expect(await api.call('PUT', '/api/connections/ending', { body: { secrets: { token: 'new' } } })).toMatchObject({ body: { ends: {} } });
  expect((await create({ ends: { token: 'soon' } })).status).toBe(422);
  expect((await api.call('GET', '/api/connections/none/health')).status).toBe(404);
  const all = await api.call('GET', '/api/connection-health');
  expect((all.body['items'] as unknown[]).length).toBe(((await api.call('GET', '/api/connections')).body['items'] as unknown[]).length);
});

it('slots that flows ask for are listed with what they are bound to', async () => {
  const lit = (id: string) => ({
    format: 1,
    id,
    title: `Lit ${id}`,
    slots: { lamp: 'lamps', unused: 'lamps' },
    nodes: { start: { type: 'manual@1' }, light: { type: 'lamps.light@1', slot: 'lamp', policy: 'at-least-once' } },
    edges: [{ from: 'start', to: 'light' }],
  });
  await create({ id: 'lamp_one' });
  for (const id of ['drafted', 'deployed']) await api.call('POST', '/api/flows', { body: lit(id) });
  await api.call('PUT', '/api/environments/production/slots/deployed.lamp', { body: { connection: 'lamp_one' } });
  expect((await api.call('POST', '/api/flows/deployed/deploy', { body: {} })).status).toBe(200);
  const asked = async (environment: string) => (await api.call('GET', `/api/environments/${environment}/asked`)).body['items'];
  const slot = (flow: string, more: object) => ({ flow, flowTitle: `Lit ${flow}`, slot: 'lamp', connector: 'lamps', ...more });
  expect(await asked('production')).toEqual([
    slot('deployed', { deployed: true, connection: 'lamp_one', own: true }),
    slot('drafted', { deployed: false, connection: null, own: false }),
  ]);
  expect(await asked('test')).toMatchObject([{ connection: null }, { connection: null }]);
});
