import { describe, expect, it } from 'vitest';
import type { Json } from '../flows/flow.ts';
import { defineNode, type EffectTurn } from '../nodes/node-type.ts';
import { answering, connectionTo, turnFor } from '../test/support/run-node.ts';
import { type Call, type Caller, callSystem } from './http-call.ts';

const type = defineNode({
  type: 'erp.do@1',
  title: 'Do',
  summary: 'Does it.',
  group: 'connectors',
  icon: 'box',
  ports: ['done'],
  config: {},
  effect: { class: 'A' },
  run: () => ({ kind: 'emit', output: null }),
});
const caller: Caller = { title: 'ERP', keyHeader: 'idempotency-key', auth: (connection) => ({ authorization: `Bearer ${connection.secret('token')}` }) };
const connection = connectionTo('erp', { baseUrl: 'https://erp.example/api/' });

async function call(
  given: Call,
  answer: { status: number; body?: Json | string; headers?: Record<string, string> },
  more: Partial<EffectTurn> = {},
  as: Caller = caller,
) {
  const { http, asked } = answering(answer);
  const result = await callSystem(turnFor(type, { connection, http, ...more }), as, given);
  return { result, request: asked[0]! };
}

describe('a call to a bound system', () => {
  it('goes under its address with secret and key', async () => {
    const { result, request } = await call({ path: ['orders'], body: { number: 'A-1' } }, { status: 201, body: { id: 7 } });
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://erp.example/api/orders',
      headers: { authorization: 'Bearer token-1', 'idempotency-key': 'key-1', 'content-type': 'application/json' },
    });
    expect(result).toEqual({ status: 201, body: { id: 7 } });
  });

  it('a read carries no key', async () => {
    const { request } = await call({ path: ['orders'], query: { number: 'A&1', open: true } }, { status: 200, body: {} });
    expect(request).toMatchObject({ method: 'GET', url: 'https://erp.example/api/orders?number=A%261&open=true' });
    expect(request.headers).not.toHaveProperty('idempotency-key');
  });

  it.each([
    ['../../admin?x=', '..%2F..%2Fadmin%3Fx%3D'],
    ['a/b', 'a%2Fb'],
    ['#2047', '%232047'],
    ['//evil.example', '%2F%2Fevil.example'],
    [42, '42'],
  ])('an id %j stays one segment', async (id, segment) => {
    const { request } = await call({ path: ['orders', id] }, { status: 200, body: {} });
    expect(request.url).toBe(`https://erp.example/api/orders/${segment}`);
  });

  it.each(['..', '.', '', null])('an id %j is refused', async (id) => {
    await expect(call({ path: ['orders', id] }, { status: 200 })).rejects.toMatchObject({ code: 'config.invalid' });
  });

  it('a header from data stays one line', async () => {
    await expect(call({ path: [], headers: { 'x-note': 'a\r\nHost: evil.example' } }, { status: 200 })).rejects.toMatchObject({
      code: 'config.invalid_header',
    });
  });

  it('without a connection, or one without an address, it says what to do', async () => {
    const turn = turnFor(type);
    await expect(callSystem(turn, caller, { path: [] })).rejects.toMatchObject({ code: 'connection.missing' });
    await expect(call({ path: [] }, { status: 200 }, { connection: connectionTo('erp', {}) })).rejects.toMatchObject({ code: 'connection.missing' });
  });
});

describe('its answer', () => {
  it('a login page is no success', async () => {
    await expect(call({ path: [] }, { status: 200, body: '<html>' })).rejects.toMatchObject({ code: 'connector.unexpected_content_type' });
  });

  it('200 that means no is a refusal, by the mapping of the connector', async () => {
    const refused = (body: Json) => ((body as { success?: boolean }).success === false ? String((body as { error?: string }).error) : undefined);
    await expect(call({ path: [] }, { status: 200, body: { success: false, error: 'locked' } }, {}, { ...caller, refused })).rejects.toThrow(
      'ERP answered 200, but refused: locked',
    );
  });

  it('a status to act on is no failure', async () => {
    expect((await call({ path: [], accept: [404] }, { status: 404, body: '<html>' })).result).toEqual({ status: 404, body: null });
    await expect(call({ path: [] }, { status: 404 })).rejects.toMatchObject({ code: 'connector.not_found' });
  });

  it('429 keeps how long to wait', async () => {
    await expect(call({ path: [] }, { status: 429, headers: { 'retry-after': '120' } })).rejects.toMatchObject({
      code: 'connector.rate_limited',
      retryAfter: 120_000,
    });
  });
});
