import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi, smallFlow } from '../../test/support/api-harness.ts';
import { isPerEnvironment } from './in-environment.ts';

describe('which calls take an environment', () => {
  it.each([
    '/api/runs',
    '/api/runs/{id}/cancel',
    '/api/runs/bulk',
    '/api/signals',
    '/api/tasks/{id}/claim',
    '/api/metrics/nodes',
    '/api/orders/{key}',
    '/api/deliveries/{id}/replay',
    '/api/held',
    '/api/switches',
    '/api/events',
    '/api/flows',
    '/api/flows/{id}',
    '/api/flows/{id}/deploy',
    '/api/flows/{id}/triggers/{node}/pause',
    '/api/flows/{id}/runs',
  ])('%s does', (path) => expect(isPerEnvironment({ path })).toBe(true));

  it.each([
    '/api/me',
    '/api/tokens',
    '/api/audit',
    '/api/connections',
    '/api/environments',
    '/api/flows/{id}/samples',
    '/api/flows/{id}/promote',
    '/api/flows/{id}/deployments',
    '/api/tables',
    '/api/calendars',
    '/api/healthz',
  ])('%s does not', (path) => expect(isPerEnvironment({ path })).toBe(false));
});

describe('a call with an environment', () => {
  let api: ApiHarness;
  beforeAll(async () => {
    api = await openApi();
    await api.call('POST', '/api/environments', { body: { name: 'test' } });
    await api.call('POST', '/api/flows', { body: smallFlow() });
  });
  afterAll(() => api.close());

  it('is refused on calls that are the same everywhere, and ignored there in a header', async () => {
    expect((await api.call('GET', '/api/audit?environment=test')).status).toBe(422);
    expect((await api.call('GET', '/api/audit', { headers: { 'x-environment': 'test' } })).status).toBe(200);
  });

  it('switches a flow there alone, and the row of the audit says where', async () => {
    expect((await api.call('POST', '/api/flows/small/pause?environment=test', { body: {} })).body).toMatchObject({
      code: 'flow.not_deployed',
      detail: 'Flow small was never deployed in test. Deploy it first.',
    });
    await api.call('POST', '/api/flows/small/deploy?environment=test', { body: { message: 'a try' } });
    expect((await api.call('GET', '/api/flows/small')).body).not.toHaveProperty('deployed');
    expect((await api.call('GET', '/api/flows/small?environment=test')).body).toMatchObject({ deployed: { number: 1 } });
    await api.call('POST', '/api/flows/small/pause?environment=test', { body: { reason: 'enough' } });
    const rows = (await api.call('GET', '/api/audit?limit=2')).body['items'];
    expect(rows).toMatchObject([
      { what: 'flow.paused', on: 'flow/test/small', reason: 'enough' },
      { what: 'flow.deployed', on: 'flow/test/small' },
    ]);
  });

  it('only admins make environments and promote', async () => {
    const otto = await api.signIn('operator');
    const headers = { origin: api.url };
    expect((await api.call('POST', '/api/environments', { as: otto, headers, body: { name: 'second' } })).status).toBe(403);
    expect((await api.call('POST', '/api/flows/small/promote', { as: otto, headers, body: { from: 'test', to: 'production' } })).status).toBe(403);
    expect((await api.call('GET', '/api/environments', { as: otto })).status).toBe(200);
  });

  it('has a name of its own: not that of an address, and at most eight of them', async () => {
    expect((await api.call('POST', '/api/environments', { body: { name: 'lamps' } })).body).toMatchObject({ code: 'environment.taken' });
    const made = [];
    for (const n of [1, 2, 3, 4, 5, 6, 7]) made.push((await api.call('POST', '/api/environments', { body: { name: `more_${n}` } })).status);
    expect(made).toEqual([201, 201, 201, 201, 201, 201, 422]);
  });
});
