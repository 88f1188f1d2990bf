import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi, people, smallFlow } from '../../../test/support/api-harness.ts';

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
  await api.call('POST', '/api/flows?deploy=true', { body: smallFlow() });
});
afterAll(() => api.close());

describe('signing in', () => {
  it('A01 without identity nothing is told', async () => {
    const answer = await api.call('GET', '/api/runs', { as: null });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.required' } });
  });

  it('sets a cookie scripts cannot read, and says who signed in', async () => {
    const answer = await api.call('POST', '/api/session', { as: null, body: people.operator });
    expect(answer).toMatchObject({ status: 200, body: { email: 'otto@example.com', role: 'operator', environment: 'Production' } });
    expect(answer.headers.get('set-cookie')).toMatch(/^orderloom_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect([...api.disk.documents.keys()].join()).not.toContain(/=([\w-]{43})/.exec(answer.headers.get('set-cookie') ?? '')?.[1]);
  });

  it('A05 a session that was signed out is over', async () => {
    const as = await api.signIn('admin');
    expect((await api.call('GET', '/api/me', { as })).status).toBe(200);
    expect((await api.call('DELETE', '/api/session', { as })).status).toBe(204);
    expect((await api.call('GET', '/api/me', { as })).status).toBe(401);
  });

  it('ends after eight idle hours and after a day of work', async () => {
    const start = api.clock.now();
    const [idle, busy] = [await api.signIn('admin'), await api.signIn('admin')];
    for (let hour = 1; hour <= 24; hour += 1) {
      api.clock.set(start + hour * 3_600_000);
      expect((await api.call('GET', '/api/me', { as: busy })).status).toBe(200);
    }
    expect((await api.call('GET', '/api/me', { as: idle })).status).toBe(401);
    api.clock.set(start + 24 * 3_600_000 + 1);
    expect((await api.call('GET', '/api/me', { as: busy })).status).toBe(401);
  });

  it.each(['ada@example.com', 'nobody@example.com'])('A06 the eleventh wrong password for %s is told to wait', async (email) => {
    const tries = [];
    for (let n = 0; n < 11; n += 1) tries.push(await api.call('POST', '/api/session', { as: null, body: { email, password: `wrong ${n}` } }));
    expect(tries.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect(tries[0]?.body['detail']).toBe('Email or password is wrong.');
    expect(tries[10]?.body['detail']).toBe('Too many wrong passwords. Wait a while before the next try.');
    expect(Number(tries[10]?.headers.get('retry-after'))).toBeGreaterThan(0);
    api.clock.set(api.clock.now() + 16 * 60_000);
    expect((await api.call('POST', '/api/session', { as: null, body: { email, password: 'wrong' } })).status).toBe(401);
  });
});

describe('identities that are none', () => {
  const alg = (header: object) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from('{"role":"admin"}').toString('base64url')}.`;
  it.each<[string, { token: string } | { cookie: string }]>([
    ['A07 a JWT without algorithm', { token: alg({ alg: 'none' }) }],
    ['A07 a JWT signed with a public key', { token: `${alg({ alg: 'HS256' })}c2ln` }],
    ['a made-up session', { cookie: `orderloom_session=${'x'.repeat(43)}` }],
  ])('%s', async (_name, as) => {
    expect((await api.call('GET', '/api/me', { as })).status).toBe(401);
  });

  it('A10 a token in the address counts for nothing and is not logged', async () => {
    const answer = await api.call('GET', '/api/runs?token=admin-token', { as: null });
    expect(answer.status).toBe(401);
    expect(api.logged.join()).not.toContain('admin-token');
  });

  it('A11 64 KiB of headers are refused', async () => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${api.url}/api/me`, { headers: { 'x-large': 'x'.repeat(65_536) } }, (res) => resolve(res.statusCode));
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(431);
  });
});

describe('A04 a foreign page cannot act with our cookie', () => {
  it.each<[string, Record<string, string>, number]>([
    ['foreign origin', { origin: 'https://evil.example' }, 403],
    ['origin null', { origin: 'null' }, 403],
    ['same host, other port', { origin: 'http://127.0.0.1:1' }, 403],
    ['cross-site without origin', { 'sec-fetch-site': 'cross-site' }, 403],
    ['no browser at all', {}, 200],
  ])('%s', async (_name, headers, status) => {
    const as = await api.signIn('admin');
    const answer = await api.call('POST', '/api/flows/small/pause', { as, headers, body: {} });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body['code']).toBe('csrf');
  });

  it('our own page can', async () => {
    const as = await api.signIn('admin');
    expect((await api.call('POST', '/api/flows/small/resume', { as, headers: { origin: api.url }, body: {} })).status).toBe(200);
  });

  it('a foreign page cannot sign anybody in either', async () => {
    const answer = await api.call('POST', '/api/session', { as: null, headers: { origin: 'https://evil.example' }, body: people.admin });
    expect(answer.status).toBe(403);
  });
});

describe('roles', () => {
  it.each([
    ['POST', '/api/flows'],
    ['PUT', '/api/flows/small'],
    ['POST', '/api/flows/small/deploy'],
    ['POST', '/api/flows/small/rollback'],
    ['POST', '/api/flows/small/pause'],
    ['GET', '/api/flows/small/export'],
    ['GET', '/api/tokens'],
    ['POST', '/api/tokens'],
    ['GET', '/api/connections'],
    ['POST', '/api/connections'],
    ['PUT', '/api/environments/production/slots/shop'],
    ['GET', '/api/deliveries/x'],
    ['POST', '/api/deliveries/x/replay'],
    ['GET', '/api/audit'],
    ['POST', '/api/backup'],
    ['POST', '/api/review/resume'],
    ['PUT', '/api/demo'],
  ])('A02 an operator may not %s %s', async (method, path) => {
    const as = await api.signIn('operator');
    expect(await api.call(method, path, { as, ...(method === 'GET' ? {} : { body: {} }) })).toMatchObject({ status: 403, body: { code: 'auth.role' } });
  });

  it.each(['/api/me', '/api/flows', '/api/flows/small', '/api/runs', '/api/tasks', '/api/deliveries', '/api/node-types', '/api/connectors', '/api/review'])(
    'an operator may look at %s',
    async (path) => {
      expect((await api.call('GET', path, { as: await api.signIn('operator') })).status).toBe(200);
    },
  );

  it('A03 a run nobody has and one of somebody else look the same', async () => {
    const [one, other] = await Promise.all(['/api/runs/aaaaaaaa', '/api/runs/bbbbbbbb'].map((path) => api.call('GET', path)));
    expect(one?.status).toBe(404);
    const plain = (text = '') => text.replace(/aaaaaaaa|bbbbbbbb/g, '').replace(/"requestId":"[^"]+"/, '');
    expect(plain(one?.text)).toBe(plain(other?.text));
  });

  it('A09 a call cannot raise its own role', async () => {
    const as = await api.signIn('operator');
    expect((await api.call('PATCH', '/api/me', { as, body: { role: 'admin' } })).status).toBe(405);
    const answer = await api.call('POST', '/api/session', { as: null, body: { ...people.operator, role: 'admin' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'property.unknown', path: '/role' } });
    expect(await api.call('GET', '/api/me', { as })).toMatchObject({ body: { role: 'operator' } });
  });
});

describe('API tokens', () => {
  it('work until they are revoked, and are kept as hashes', async () => {
    const made = await api.call('POST', '/api/tokens', { body: { name: 'Nightly', role: 'operator' } });
    const { id, token } = made.body as unknown as { id: string; token: string };
    expect(await api.call('GET', '/api/me', { as: { token } })).toMatchObject({ status: 200, body: { name: 'Nightly', role: 'operator' } });
    expect(JSON.stringify([...api.disk.documents])).not.toContain(token);
    expect((await api.call('GET', '/api/tokens')).text).not.toContain(token);
    expect((await api.call('DELETE', `/api/tokens/${id}`)).status).toBe(204);
    expect((await api.call('GET', '/api/me', { as: { token } })).status).toBe(401);
  });

  it('end by themselves', async () => {
    const made = await api.call('POST', '/api/tokens', { body: { name: 'Short', days: 1 } });
    api.clock.set(api.clock.now() + 86_400_001);
    expect((await api.call('GET', '/api/me', { as: { token: String(made.body['token']) } })).status).toBe(401);
  });
});
