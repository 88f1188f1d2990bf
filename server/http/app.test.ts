import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, lamps, openApi, smallFlow } from '../../test/support/api-harness.ts';
import { answers } from './answers.ts';
import { problemsOf } from './check-shape.ts';

let api: ApiHarness;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderloom-designer-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Orderloom</title>');
  await writeFile(join(folder, 'assets/app-1.js'), 'export {}');
  api = await openApi({ designer: folder });
  await api.call('POST', '/api/flows?deploy=true', { body: smallFlow() });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

describe('what cannot be taken is refused the same way everywhere', () => {
  const flow = JSON.stringify(smallFlow('x'));
  it.each<[string, string, string, { body?: string | Uint8Array; headers?: Record<string, string> }, number, string]>([
    ['an unknown call', 'GET', '/api/nothing', {}, 404, 'not_found'],
    ['a method the call has not', 'DELETE', '/api/flows', {}, 405, 'method.not_allowed'],
    ['an unknown query parameter', 'GET', '/api/runs?statuss=parked', {}, 422, 'property.unknown'],
    ['a status that does not exist', 'GET', '/api/runs?status=crashed', {}, 422, 'property.invalid'],
    ['a limit beyond 200', 'GET', '/api/runs?limit=5000', {}, 422, 'property.invalid'],
    ['the same parameter twice', 'GET', '/api/runs?flow=a&flow=b', {}, 422, 'property.invalid'],
    ['an unknown property', 'POST', '/api/signals', { body: '{"name":"a","key":"b","nmae":1}' }, 422, 'property.unknown'],
    ['a missing property', 'POST', '/api/signals', { body: '{"name":"a"}' }, 422, 'property.missing'],
    ['a name that turns the reading direction', 'POST', '/api/tokens', { body: '{"name":"a\\u202eb"}' }, 422, 'property.invalid'],
    ['a body where none belongs', 'DELETE', '/api/session', { body: '{"a":1}' }, 422, 'body.unexpected'],
    ['plain text', 'POST', '/api/flows', { body: flow, headers: { 'content-type': 'text/plain' } }, 415, 'body.media_type'],
    ['another charset', 'POST', '/api/flows', { body: flow, headers: { 'content-type': 'application/json; charset=utf-16' } }, 415, 'body.charset'],
    ['compressed text', 'POST', '/api/flows', { body: flow, headers: { 'content-encoding': 'gzip' } }, 415, 'body.encoding'],
    ['more than a mebibyte', 'POST', '/api/flows', { body: `"${'x'.repeat(1_048_576)}"` }, 413, 'body.too_large'],
    ['broken UTF-8', 'POST', '/api/signals', { body: new Uint8Array([0x22, 0xc3, 0x28, 0x22]) }, 400, 'encoding.invalid_utf8'],
    ['a forbidden key', 'POST', '/api/signals', { body: '{"__proto__":{"role":"admin"},"name":"a","key":"b"}' }, 400, 'json.forbidden_key'],
    ['a number that would be rounded', 'POST', '/api/signals', { body: '{"name":"a","key":"b","data":1e400}' }, 422, 'number.out_of_range'],
    ['10,000 nested arrays', 'POST', '/api/signals', { body: '['.repeat(10_000) + ']'.repeat(10_000) }, 400, 'json.too_deep'],
    ['an address with a broken escape', 'GET', '/api/runs/%E0%A4%A', {}, 400, 'address.invalid'],
    ['a path that climbs', 'GET', '/api/flows/..%2f..%2fetc%2fpasswd', {}, 404, 'flow.not_found'],
    ['a backup outside', 'POST', '/api/backup', { body: '{"file":"/tmp/../etc/passwd"}' }, 422, 'backup.path'],
    ['a backup over a file that exists', 'POST', '/api/backup', { body: '{"file":"/etc/passwd"}' }, 409, 'backup.exists'],
    ['the demo while it is off', 'GET', '/api/demo', {}, 404, 'demo.off'],
  ])('%s', async (_name, method, path, options, status, code) => {
    const answer = await api.call(method, path, options);
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body['requestId']).toBe(answer.headers.get('x-request-id'));
    expect(answer.text).not.toMatch(/node_modules|\.ts:|SELECT /);
    expect((await api.call('GET', '/healthz', { as: null })).status).toBe(200);
  });

  it('405 names what is possible', async () => {
    expect((await api.call('DELETE', '/api/flows')).headers.get('allow')).toBe('GET, POST');
  });
});

describe('the description of the API', () => {
  type Operation = { responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>; parameters?: { name: string; in: string }[] };
  const read = async () =>
    (await api.call('GET', '/api/openapi.json')).body as unknown as {
      openapi: string;
      info: object;
      paths: Record<string, Record<string, Operation>>;
      components: { schemas: object };
    };

  it.each([
    'GET /healthz',
    'GET /readyz',
    'GET /metrics',
    'POST /api/session',
    'DELETE /api/session',
    'GET /api/me',
    'POST /api/tokens',
    'GET /api/node-types',
    'GET /api/flows',
    'POST /api/flows',
    'GET /api/flows/{id}',
    'PUT /api/flows/{id}',
    'POST /api/flows/{id}/validate',
    'POST /api/flows/{id}/deploy',
    'POST /api/flows/{id}/pause',
    'POST /api/flows/{id}/resume',
    'POST /api/flows/{id}/rollback',
    'GET /api/flows/{id}/versions',
    'GET /api/flows/{id}/versions/{version}',
    'POST /api/flows/{id}/runs',
    'GET /api/runs',
    'GET /api/runs/{id}',
    'GET /api/runs/{id}/steps',
    'POST /api/runs/{id}/cancel',
    'POST /api/runs/{id}/retry',
    'POST /api/runs/{id}/skip',
    'POST /api/runs/bulk',
    'POST /api/signals',
    'GET /api/tasks',
    'POST /api/tasks/{id}/claim',
    'POST /api/tasks/{id}/complete',
    'GET /api/metrics/nodes',
    'GET /api/orders/{key}',
    'GET /api/deliveries',
    'GET /api/connections',
    'POST /api/connections',
    'POST /api/connections/{id}/test',
    'POST /api/connections/{id}/pause',
    'GET /api/environments/{env}/slots/{slot}',
    'PUT /api/environments/{env}/slots/{slot}',
    'GET /api/events',
  ])('names %s', async (call) => {
    const [method = '', path = ''] = call.split(' ');
    expect((await read()).paths[path]?.[method.toLowerCase()]).toMatchObject({ summary: expect.any(String), responses: expect.any(Object) });
  });

  it('is OpenAPI 3.1: every reference leads somewhere, every path parameter is declared, every operation has its own id', async () => {
    const described = await read();
    expect(described.openapi).toBe('3.1.0');
    expect(described.info).toMatchObject({ title: 'Orderloom', version: '0.0.0' });
    for (const [, name] of JSON.stringify(described).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(described.components.schemas).toHaveProperty(name ?? '');
    const ids: string[] = [];
    for (const [path, methods] of Object.entries(described.paths)) {
      for (const operation of Object.values(methods)) {
        ids.push((operation as unknown as { operationId: string }).operationId);
        const declared = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
        expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('what is answered is what is described', async () => {
    await api.call('POST', '/api/connections', { body: { connector: lamps.id, title: 'Lamps', settings: { shop: 'a' }, secrets: { token: 'right' } } });
    const { body } = await api.call('POST', '/api/flows/small/runs', { body: { input: { number: 'A-1', total: { amount: '12.50', currency: 'EUR' } } } });
    const calls = [
      '/api/me',
      '/api/tokens',
      '/api/node-types',
      '/api/flows',
      '/api/flows/small',
      '/api/flows/small/versions',
      '/api/runs',
      `/api/runs/${String(body['runId'])}`,
      `/api/runs/${String(body['runId'])}/steps`,
      '/api/orders/A-1',
      '/api/deliveries',
      '/api/connectors',
      '/api/connections',
      '/api/metrics/nodes?flow=small&bucket=P1D',
      '/api/audit',
      '/api/audit/verify',
      '/api/environments/production/slots/shop',
      '/healthz',
      '/readyz',
    ];
    const { paths } = await read();
    for (const path of calls) {
      const bare = path.split('?')[0] ?? '';
      const known = paths[bare] ?? Object.entries(paths).find(([pattern]) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare))?.[1];
      const ref = known?.['get']?.responses['200']?.content?.['application/json']?.schema.$ref ?? '';
      const schema = { $ref: ref, components: { schemas: answers } };
      const answer = await api.call('GET', path);
      expect({ path, problems: await problemsOf(schema, answer.body) }).toEqual({ path, problems: [] });
    }
  });

  it('can be read by people, from this hub alone', async () => {
    const page = await api.call('GET', '/api/docs');
    expect(page.text).not.toMatch(/https?:\/\//);
    for (const [, file] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await api.call('GET', file ?? '')).status).toBe(200);
  });
});

describe('the browser is told to run nothing that is not ours', () => {
  it.each(['/', '/api/docs', '/api/me', '/api/nothing'])('%s', async (path) => {
    const { headers } = await api.call('GET', path, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.has('x-powered-by')).toBe(false);
  });
});

describe('the designer', () => {
  const html = { accept: 'text/html,*/*' };
  it.each<[string, string, Record<string, string>, number, string]>([
    ['its page', '/', html, 200, 'text/html'],
    ['an address inside it', '/flows/small', html, 200, 'text/html'],
    ['its files', '/assets/app-1.js', {}, 200, 'text/javascript'],
    ['a file that is gone', '/assets/app-0.js', html, 404, 'application/problem+json'],
    ['an address for programs', '/flows/small', { accept: 'application/json' }, 404, 'application/problem+json'],
    ['a path that climbs, which is an address like any other', '/..%2f..%2fetc/passwd', html, 200, 'text/html'],
    ['a call of the API', '/api/none', html, 404, 'application/problem+json'],
  ])('%s', async (_name, path, headers, status, type) => {
    const answer = await api.call('GET', path, { as: null, headers });
    expect({ status: answer.status, type: answer.headers.get('content-type')?.split(';')[0] }).toEqual({ status, type });
    if (type === 'text/html') expect(answer.text).toBe('<!doctype html><title>Orderloom</title>');
  });
});

it('is not ready while it cannot persist, and says why', async () => {
  const broken = await openApi({ ready: async () => ({ ready: false, why: 'the disk is full' }) });
  expect(await broken.call('GET', '/readyz', { as: null })).toMatchObject({ status: 503, body: { code: 'not_ready', detail: 'the disk is full' } });
  await broken.close();
});

it('gives figures to Prometheus', async () => {
  const answer = await api.call('GET', '/metrics', { as: null });
  expect(answer.text).toMatch(/orderloom_flows_deployed 1/);
});

it('behind https the cookie is bound to the host', async () => {
  const secure = await openApi({ origin: 'https://hub.example' });
  const answer = await secure.call('POST', '/api/session', {
    as: null,
    headers: { origin: 'https://hub.example' },
    body: { email: 'ada@example.com', password: 'correct horse ada' },
  });
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-orderloom_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000');
  await secure.close();
});
