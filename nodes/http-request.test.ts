import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../flows/flow.ts';
import { answering, connectionTo, noon, runNode, turnFor } from '../test/support/run-node.ts';
import httpRequest from './http-request.ts';
import type { EffectTurn } from './node-type.ts';

const url = 'https://erp.example/orders';
const post = { method: 'POST', url, class: 'A', body: { number: 'A-1' } };

async function ask(config: JsonObject, answer: { status: number; body?: Json | string; headers?: Record<string, string> }, more: Partial<EffectTurn> = {}) {
  const { http, asked } = answering(answer);
  const outcome = await runNode(httpRequest, { config, http, ...more });
  return { outcome, request: asked[0]! };
}

describe('a request', () => {
  it('sends its key where the receiver honours one, and goes on with the answer', async () => {
    const { outcome, request } = await ask(post, { status: 201, body: { id: 7 } });
    expect(request).toMatchObject({
      method: 'POST',
      url,
      headers: { 'idempotency-key': 'key-1', 'content-type': 'application/json' },
      body: '{"number":"A-1"}',
    });
    expect(outcome).toEqual({ kind: 'emit', output: { status: 201, body: { id: 7 } } });
  });

  it('sends no key to a receiver that honours none', async () => {
    const { request } = await ask({ ...post, class: 'C' }, { status: 200, body: {} });
    expect(request.headers).not.toHaveProperty('idempotency-key');
  });

  it('a part of the path from data stays one segment', async () => {
    const { request } = await ask({ url, path: ['../../admin?x=', 'lines'] }, { status: 200, body: {} });
    expect(request.url).toBe('https://erp.example/orders/..%2F..%2Fadmin%3Fx%3D/lines');
  });

  it.each([
    ['a header with a second line', { ...post, headers: { 'x-note': 'a\r\nHost: evil.example' } }, 'config.invalid_header'],
    ['a path that climbs', { url: 'https://erp.example/orders/../../admin' }, 'config.invalid'],
    ['a segment of dots', { url, path: ['..'] }, 'config.invalid'],
    ['a file', { url: 'file:///etc/passwd' }, 'url.scheme'],
    ['a password in the address', { url: 'https://me:pw@erp.example/' }, 'url.userinfo'],
  ] as const)('%s is refused before anything is sent', async (_, config, code) => {
    await expect(runNode(httpRequest, { config: config as JsonObject })).rejects.toMatchObject({ code, retryable: false });
  });

  it('the secret of a connection goes to its own host only', async () => {
    const connection = connectionTo('http_api', { baseUrl: 'https://erp.example' });
    const { request } = await ask({ url: '/orders' }, { status: 200, body: {} }, { connection });
    expect(request).toMatchObject({ url, headers: { authorization: 'Bearer token-1' } });
    for (const other of ['http://other.example/', 'http://erp.example/orders']) {
      await expect(runNode(httpRequest, { config: { url: other }, connection })).rejects.toMatchObject({ code: 'connection.host_not_allowed' });
    }
  });
});

describe('an answer', () => {
  it.each([
    [429, 'connector.rate_limited', true],
    [503, 'connector.unavailable', true],
    [500, 'connector.unavailable', true],
    [408, 'connector.unavailable', true],
    [425, 'connector.unavailable', true],
    [409, 'connector.conflict', false],
    [404, 'connector.not_found', false],
    [401, 'connector.unauthorized', false],
    [403, 'connector.unauthorized', false],
    [422, 'connector.refused', false],
    [302, 'connector.redirect_blocked', false],
  ] as const)('%i means %s', async (status, code, retryable) => {
    await expect(ask(post, { status, body: { error: 'locked' } })).rejects.toMatchObject({
      code,
      retryable,
      message: expect.stringContaining(`${status}: {"error":"locked"}`),
    });
  });

  it.each([
    ['seconds', '120', 120_000],
    ['a date', new Date(noon + 90_000).toUTCString(), 90_000],
  ])('Retry-After in %s is kept', async (_, header, retryAfter) => {
    await expect(ask(post, { status: 429, headers: { 'retry-after': header } })).rejects.toMatchObject({ retryAfter });
  });

  it('a gateway that gave up leaves the outcome open', async () => {
    await expect(ask({ ...post, class: 'C' }, { status: 504 })).rejects.toMatchObject({ unknown: true });
    await expect(ask(post, { status: 504 })).rejects.toMatchObject({ unknown: true });
  });

  it('a login page is no success', async () => {
    await expect(ask(post, { status: 200, body: '<html>Sign in</html>' })).rejects.toMatchObject({ code: 'connector.unexpected_content_type' });
  });

  it('200 with success false is a refusal, when the node says how to tell', async () => {
    await expect(ask({ ...post, okWhen: { success: true } }, { status: 200, body: { success: false, error: 'locked' } })).rejects.toThrow(/locked/);
  });

  it('only expected statuses are fine', async () => {
    expect((await ask({ ...post, expect: [200, 404] }, { status: 404, body: {} })).outcome).toMatchObject({ kind: 'emit' });
    await expect(ask({ ...post, expect: [200] }, { status: 201, body: {} })).rejects.toMatchObject({ code: 'connector.unexpected_answer' });
  });

  it("the receiver's text is cut at 300 characters", async () => {
    const error = await ask(post, { status: 400, body: 'x'.repeat(5000) }).catch((refusal: Error) => refusal);
    expect((error as Error).message.length).toBeLessThan(420);
  });
});

describe('repeating it', () => {
  const lookup = { url: `${url}/by-reference`, path: ['A-1'], found: 'items' };
  it.each([
    ['is found', { status: 200, body: { items: [{ id: 7 }] } }, { kind: 'emit' }],
    ['is not there', { status: 200, body: { items: [] } }, null],
    ['is unknown', { status: 404 }, null],
  ] as const)('class B looks first: it %s', async (_, answer, outcome) => {
    const { http } = answering(answer as { status: number });
    const found = await httpRequest.effect!.lookup!(turnFor(httpRequest, { config: { ...post, class: 'B', lookup }, http }));
    if (outcome === null) expect(found).toBeNull();
    else expect(found).toMatchObject(outcome);
  });

  it.each([
    [{ method: 'GET', url }, 'A', []],
    [{ url }, 'A', []],
    [{ method: 'POST', url }, 'C', ['config.class_missing']],
    [{ method: 'POST', url, class: 'B' }, 'B', ['config.lookup_missing']],
    [{ method: 'POST', url, class: 'B', lookup }, 'B', []],
    [{ method: 'POST', url, class: 'A', headers: { a: 'x\ny' } }, 'A', ['config.invalid_header']],
    [{ url: 'ftp://erp.example' }, 'A', ['url.scheme']],
  ] as const)('%o is of class %s', (config, wanted, problems) => {
    const node = { type: 'http_request@1', config: config as JsonObject };
    const { class: classOf } = httpRequest.effect!;
    expect(typeof classOf === 'function' && classOf(node)).toBe(wanted);
    expect(httpRequest.check?.(node, 'call').map(({ code }) => code)).toEqual(problems);
  });
});
