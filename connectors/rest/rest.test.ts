import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { type RealHttp, realHttp } from '../../test/support/real-http.ts';
import { type Answer, fine, openReceiver, type Reached, type Receiver } from '../../test/support/receiver.ts';
import { connectionTo, runNode } from '../../test/support/run-node.ts';
import { type Connector, secretFields } from '../connector.ts';
import { checkManifest } from './check-manifest.ts';
import { defineRest } from './define-rest.ts';
import type { Manifest, RestAction } from './manifest.ts';

let system: Receiver;
let out: RealHttp;
beforeAll(async () => {
  system = await openReceiver();
  out = realHttp(system.place);
});
afterAll(async () => {
  await out.close();
  await system.close();
});
beforeEach(() => {
  system.log.length = 0;
  system.answer = fine;
});

const text = (title: string): JsonObject => ({ type: 'string', title });
const note: RestAction = {
  name: 'add_note',
  title: 'Add note',
  summary: 'Adds a note to an order.',
  method: 'POST',
  path: '/orders/{number}/notes',
  query: { notify: '{notify}', source: 'hub of {settings.shop}' },
  headers: { 'X-Reference': 'ref-{effectKey}' },
  body: { text: 'Note: {text}', lines: '{lines}', urgent: '{urgent}', nested: [{ by: '{by}' }, '{by}'] },
  input: {
    properties: { number: text('Order'), notify: text('Notify'), text: text('Text'), lines: { title: 'Lines' }, urgent: { title: 'Urgent' }, by: text('By') },
  },
};
const base: Manifest = {
  id: 'notes',
  title: 'Notes',
  summary: 'A system that keeps notes of orders.',
  baseUrl: { http: true },
  auth: { kind: 'bearer' },
  settings: { shop: text('Shop') },
  actions: [note],
};
const listOf = (paging: RestAction['paging'], more: Partial<RestAction> = {}): RestAction => ({
  name: 'list',
  title: 'List',
  summary: 'Lists all notes.',
  method: 'GET',
  path: '/notes',
  input: { properties: {} },
  ...(paging ? { paging } : {}),
  ...more,
});

const connect = (settings: JsonObject = {}, secrets: Record<string, string> = { token: 'secret-token' }) =>
  connectionTo('notes', { baseUrl: `${system.url}/api/`, shop: 'Nord', ...settings }, secrets);
const run = (connector: Connector, config: JsonObject, connection = connect()) => runNode(connector.actions[0]!, { config, ...out.means(connection) });
const outputOf = async (...call: Parameters<typeof run>): Promise<Json> => ((await run(...call)) as { output: Json }).output;

describe('a call told by a manifest', () => {
  it('fills address, query, headers and body from the step, its connection and its key', async () => {
    await run(defineRest(base), { number: '10/01 ä', notify: 'yes&no', text: 'hi {by}', lines: [{ sku: 'A' }], urgent: false });
    expect(system.log).toMatchObject([
      {
        method: 'POST',
        path: '/api/orders/10%2F01%20%C3%A4/notes?notify=yes%26no&source=hub+of+Nord',
        headers: { authorization: 'Bearer secret-token', 'x-reference': 'ref-key-1' },
      },
    ]);
    expect(system.log[0]?.body).toEqual({ text: 'Note: hi {by}', lines: [{ sku: 'A' }], urgent: false, nested: [{}] });
  });

  it.each(['..', '.', ''])('a part of the address that is %j is refused before anybody is called', async (number) => {
    await expect(run(defineRest(base), { number, text: 'x' })).rejects.toMatchObject({ code: 'config.invalid' });
    expect(system.log).toEqual([]);
  });

  it('a value that would break out of a header is refused', async () => {
    const manifest = { ...base, actions: [{ ...note, headers: { 'X-Note': '{text}' } }] };
    await expect(run(defineRest(manifest), { number: '1', text: 'a\r\nHost: evil' })).rejects.toMatchObject({ code: 'config.invalid_header' });
  });

  it.each<[string, RestAction['output'], Json]>([
    ['one path', 'note.id', 'n-1'],
    ['names and paths', { id: 'note.id', gone: 'note.x' }, { id: 'n-1', gone: null }],
    ['nothing said', undefined, { note: { id: 'n-1' } }],
  ])('what goes on from the answer: %s', async (_what, output, wanted) => {
    system.answer = () => ({ status: 201, body: { note: { id: 'n-1' } } });
    const action = output === undefined ? note : { ...note, output };
    expect(await outputOf(defineRest({ ...base, actions: [action] }), { number: '1' })).toEqual(wanted);
  });

  it.each<[Partial<RestAction>, Answer, string | undefined]>([
    [{}, { status: 204 }, undefined],
    [{ expect: [200, 409] }, { status: 409, body: {} }, undefined],
    [{ expect: [200] }, { status: 201, body: {} }, 'connector.unexpected_answer'],
    [{ okWhen: { ok: true } }, { status: 200, body: { ok: true } }, undefined],
    [{ okWhen: { ok: true } }, { status: 200, body: { ok: false, error: 'closed' } }, 'connector.refused'],
    [{ output: 'id' }, { status: 200, headers: { 'content-type': 'text/html' }, body: '<login>' }, 'connector.unexpected_content_type'],
    [{}, { status: 404, body: {} }, 'connector.not_found'],
  ])('%j answered %j: %s', async (change, answer, code) => {
    system.answer = () => answer;
    const call = run(defineRest({ ...base, actions: [{ ...note, ...change }] }), { number: '1' });
    if (code === undefined) await expect(call).resolves.toMatchObject({ kind: 'emit' });
    else await expect(call).rejects.toMatchObject({ code });
  });

  it('our key goes along where the receiver names a header, on writes only', async () => {
    const keyed: Manifest = { ...base, keyHeader: 'X-Key', keyLifetimeHours: 48 };
    const writes = defineRest({ ...keyed, actions: [{ ...note, class: 'A' }] });
    expect(writes).toMatchObject({ effectClass: 'A', keyLifetimeMs: 172_800_000, actions: [{ effect: { class: 'A', keyLifetime: 172_800_000 } }] });
    await run(writes, { number: '1' });
    await run(defineRest({ ...keyed, actions: [listOf(undefined)] }), {});
    expect(system.log.map(({ headers }) => headers['x-key'])).toEqual(['key-1', undefined]);
  });
});

describe('signing in', () => {
  const signIns: [Manifest['auth'], JsonObject, Record<string, string>, Partial<Reached>][] = [
    [{ kind: 'none' }, {}, {}, { path: '/api/notes' }],
    [{ kind: 'bearer' }, {}, { token: 'tk' }, { headers: { authorization: 'Bearer tk' } }],
    [{ kind: 'header', name: 'X-Api-Key', prefix: 'v1 ' }, {}, { token: 'tk' }, { headers: { 'x-api-key': 'v1 tk' } }],
    [{ kind: 'query', name: 'api_key' }, {}, { token: 't&k' }, { path: '/api/notes?api_key=t%26k' }],
    [{ kind: 'basic' }, { user: 'hub' }, { password: 'päss' }, { headers: { authorization: `Basic ${Buffer.from('hub:päss').toString('base64')}` } }],
  ];
  it.each(signIns)('%j', async (auth, settings, secrets, wanted) => {
    const connector = defineRest({ ...base, auth, actions: [listOf(undefined)] });
    await run(connector, {}, connect(settings, secrets));
    expect(system.log).toMatchObject([wanted]);
    expect(secretFields(connector)).toEqual(Object.keys(secrets));
  });

  it('the key of a connection goes to the hosts of the system only', async () => {
    const connector = defineRest({ ...base, baseUrl: { hosts: ['.notes.example'], http: true } });
    await expect(run(connector, { number: '1' })).rejects.toMatchObject({ code: 'connection.host_not_allowed' });
    await expect(run(defineRest({ ...base, baseUrl: {} }), { number: '1' })).rejects.toMatchObject({ code: 'config.invalid' });
    expect(system.log).toEqual([]);
  });

  it.each([
    [200, true],
    [401, false],
    [404, false],
    [503, false],
  ])('the test of a connection answered %i is fine: %s', async (status, ok) => {
    system.answer = () => ({ status, body: {} });
    const answer = await defineRest({ ...base, test: { path: '/me' } }).test(connect(), out.http);
    expect(answer.ok).toBe(ok);
    expect(system.log).toMatchObject([{ path: '/api/me', headers: { authorization: 'Bearer secret-token' } }]);
  });
});

describe('a list of many pages', () => {
  const all = Array.from({ length: 7 }, (_, index) => ({ id: index + 1 }));
  const pageOf = (path: string, param: string) => Number(new URL(path, 'http://x').searchParams.get(param) ?? 1);
  const three = (page: number) => all.slice((page - 1) * 3, page * 3);
  const pages: [RestAction['paging'], (reached: Reached) => Answer][] = [
    [{ kind: 'page', param: 'p', limit: 100 }, ({ path }) => ({ status: 200, body: three(pageOf(path, 'p')) })],
    [
      { kind: 'cursor', items: 'data.list', next: 'meta.next', param: 'after', limit: 100 },
      ({ path }) => {
        const page = pageOf(path, 'after');
        return { status: 200, body: { data: { list: three(page) }, meta: { next: page < 3 ? page + 1 : null } } };
      },
    ],
    [
      { kind: 'cursor', items: 'list', next: 'next', limit: 100 },
      ({ path }) => {
        const page = pageOf(path, 'at');
        return { status: 200, body: { list: three(page), ...(page < 3 ? { next: `/api/notes?at=${page + 1}` } : {}) } };
      },
    ],
    [
      { kind: 'link', limit: 100 },
      ({ path }) => {
        const page = pageOf(path, 'l');
        const link = `<${system.url}/api/notes?l=1>; rel="first", <${system.url}/api/notes?l=${page + 1}>; title="a"; rel="last next"`;
        return { status: 200, body: three(page), headers: page < 3 ? { link } : {} };
      },
    ],
  ];

  it.each(pages)('%j is read to its end, every page signed in', async (paging, answer) => {
    system.answer = answer;
    const connector = defineRest({ ...base, actions: [listOf(paging, { output: { id: 'id' } })] });
    expect(await outputOf(connector, {})).toEqual({ items: all, more: false });
    expect(new Set(system.log.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer secret-token']));
  });

  it.each(pages)('%j stops at its limit and says that there is more', async (paging, answer) => {
    system.answer = answer;
    const connector = defineRest({ ...base, actions: [listOf({ ...paging!, limit: 4 })] });
    expect(await outputOf(connector, {})).toEqual({ items: all.slice(0, 4), more: true });
    expect(system.log).toHaveLength(2);
  });

  it.each([
    ['another host', () => 'https://evil.example/notes'],
    ['another port', () => 'http://127.0.0.1:1/notes'],
    ['a password', () => `http://a:b@${system.place}/notes`],
  ])('a next page at %s does not get the key', async (_what, next) => {
    system.answer = () => ({ status: 200, body: [{ id: 1 }], headers: { link: `<${next()}>; rel=next` } });
    const connector = defineRest({ ...base, actions: [listOf({ kind: 'link', limit: 100 })] });
    await expect(run(connector, {})).rejects.toMatchObject({ code: 'connection.host_not_allowed' });
    expect(system.log).toHaveLength(1);
  });

  it('a list that comes back to where it was is no list', async () => {
    system.answer = () => ({ status: 200, body: [{ id: 1 }], headers: { link: '</api/notes>; rel="next"' } });
    const connector = defineRest({ ...base, actions: [listOf({ kind: 'link', limit: 100 })] });
    await expect(run(connector, {})).rejects.toMatchObject({ code: 'connector.unexpected_answer', message: expect.stringContaining('for ever') });
  });

  it('an answer without the list is told', async () => {
    system.answer = () => ({ status: 200, body: { data: {} } });
    const connector = defineRest({ ...base, actions: [listOf({ kind: 'page', param: 'p', items: 'data.list', limit: 5 })] });
    await expect(run(connector, {})).rejects.toMatchObject({ code: 'connector.unexpected_answer', message: expect.stringContaining('data.list') });
  });
});

describe('what is wrong with a manifest is told, all at once', () => {
  it.each<[string, unknown, [string, string][]]>([
    ['no manifest', 'x', [['manifest.invalid_value', '']]],
    ['nothing in it', {}, ['id', 'title', 'summary', 'auth', 'actions'].map((name): [string, string] => ['manifest.required', `/${name}`])],
    ['a field nobody knows', { ...base, colour: 'red' }, [['manifest.unknown_property', '/colour']]],
    ['an unknown way to sign in', { ...base, auth: { kind: 'magic' } }, [['manifest.invalid_value', '/auth/kind']]],
    ['a key in a header without a name', { ...base, auth: { kind: 'header' } }, [['manifest.required', '/auth/name']]],
    ['an address that is not https', { ...base, baseUrl: { fixed: 'http://x.example' } }, [['manifest.invalid_value', '/baseUrl/fixed']]],
    ['class A without a key', { ...base, actions: [{ ...note, class: 'A' }] }, [['manifest.key_missing', '/actions/0/class']]],
    [
      'a setting named as a field of every connection',
      { ...base, settings: { shop: text('Shop'), token: text('T') } },
      [['manifest.taken', '/settings/token']],
    ],
    ['a template with a strange name', { ...base, actions: [{ ...note, body: ['{nobody}'] }] }, [['manifest.unknown_field', '/actions/0/body']]],
    [
      'two mistakes in two places',
      { ...base, actions: [{ ...note, path: '/{x}' }, { ...note }] },
      [
        ['manifest.unknown_field', '/actions/0/path'],
        ['manifest.twice', '/actions/0/name'],
        ['manifest.twice', '/actions/1/name'],
      ],
    ],
    [
      'a required field that is none',
      { ...base, actions: [{ ...note, input: { ...note.input, required: ['size'] } }] },
      [['manifest.unknown_field', '/actions/0/input/required']],
    ],
    ['a GET with a body', { ...base, actions: [listOf(undefined, { body: {} })] }, [['manifest.body', '/actions/0/body']]],
    ['a path below a secret address', { ...base, auth: { kind: 'url' } }, [['manifest.path', '/actions/0/path']]],
    ['pages of a POST', { ...base, actions: [{ ...note, paging: { kind: 'link', limit: 1 } }] }, [['manifest.paging', '/actions/0/paging']]],
    ['a cursor nobody names', { ...base, actions: [listOf({ kind: 'cursor', limit: 1 })] }, [['manifest.paging', '/actions/0/paging/next']]],
    ['pages without their parameter', { ...base, actions: [listOf({ kind: 'page', limit: 1 })] }, [['manifest.paging', '/actions/0/paging/param']]],
    ['no limit', { ...base, actions: [listOf({ kind: 'link' } as never)] }, [['manifest.required', '/actions/0/paging/limit']]],
  ])('%s', (_what, manifest, wanted) => {
    const problems = checkManifest(manifest);
    expect(problems.map(({ code, path }) => [code, path])).toEqual(wanted);
    for (const { message } of problems) expect(message).toMatch(/^.{10,}\.$/);
    expect(() => defineRest(manifest)).toThrow();
  });

  it.each(['sms', 'chat'])('%s, which is one of ours, has nothing wrong', (name) => {
    expect(checkManifest(JSON.parse(readFileSync(new URL(`../${name}/manifest.json`, import.meta.url), 'utf8')))).toEqual([]);
  });

  it('the one in the page on connectors works as it stands there', async () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const example = JSON.parse(/```json\n([\s\S]+?)\n```/.exec(page)![1]!) as Manifest;
    expect(checkManifest(example)).toEqual([]);
    system.answer = () => ({ status: 200, body: { ticket: { id: 'T-1' } } });
    const connector = defineRest({ ...example, baseUrl: { http: true } });
    expect(await outputOf(connector, { subject: 'Order 1001', text: 'is late' })).toEqual({ id: 'T-1' });
    expect(system.log).toMatchObject([{ path: '/api/tickets', body: { subject: 'Order 1001', comment: { body: 'is late' }, reference: 'key-1' } }]);
  });
});
