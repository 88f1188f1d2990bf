import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiHarness, openApi, smallFlow } from '../../../test/support/api-harness.ts';

const carriers = {
  title: 'Carriers',
  key: 'code',
  columns: [
    { name: 'code', type: 'text' },
    { name: 'name', type: 'text' },
  ],
  rows: [
    ['dhl', 'DHL Freight'],
    ['post', '=cmd'],
  ],
};

let api: ApiHarness;
let operator: { cookie: string };
beforeAll(async () => {
  api = await openApi();
  operator = await api.signIn('operator');
});
afterAll(() => api.close());

const put = (body: object, headers: Record<string, string> = {}) =>
  api.call('PUT', '/api/tables/carriers', { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const importing = (body: object, headers: Record<string, string> = {}) =>
  api.call('POST', '/api/tables/carriers/import', { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

describe('a table over the API', () => {
  test('is made, read, changed with If-Match, listed and put back', async () => {
    expect((await api.call('GET', '/api/tables')).body).toEqual({ items: [], next: null });
    const made = await put(carriers, { 'if-none-match': '*' });
    expect([made.status, made.headers.get('etag'), made.body['version'], made.body['by']]).toEqual([200, '"1"', 1, 'Admin token']);
    const read = await api.call('GET', '/api/tables/carriers', { as: operator });
    expect(read.body).toMatchObject({ ...carriers, id: 'carriers', rev: 1, at: '2026-03-02T09:00:00.000Z' });

    expect((await put(carriers)).body).toMatchObject({ status: 428, code: 'table.if_match_required' });
    expect((await put(carriers, { 'if-match': '"9"' })).body).toMatchObject({ status: 412, code: 'table.outdated' });
    const changed = await put({ ...carriers, rows: [['dhl', 'DHL']], message: 'Shorter' }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ version: 2, rev: 2, message: 'Shorter' });

    const versions = await api.call('GET', '/api/tables/carriers/versions');
    expect((versions.body['items'] as { number: number; rows: number; message: string }[]).map(({ number, rows, message }) => [number, rows, message])).toEqual(
      [
        [2, 1, 'Shorter'],
        [1, 2, ''],
      ],
    );
    expect((await api.call('GET', '/api/tables/carriers/versions/1')).body).toMatchObject({ version: 1, rev: 2, rows: carriers.rows });
    const back = await api.call('POST', '/api/tables/carriers/versions/1/restore', { headers: { 'if-match': '"2"' } });
    expect(back.body).toMatchObject({ version: 3, rows: carriers.rows, message: 'Put back version 1' });
    expect((await api.call('GET', '/api/tables')).body).toMatchObject({ items: [{ id: 'carriers', title: 'Carriers', rows: 2, version: 3 }] });
    const audit = (await api.call('GET', '/api/audit')).body['items'] as { what: string; on: string }[];
    expect(audit.filter(({ on }) => on === 'table/carriers').map(({ what }) => what)).toEqual(['table.changed', 'table.changed', 'table.created']);
  });

  test('is changed by admins only, and looked at by operators', async () => {
    expect((await api.call('PUT', '/api/tables/carriers', { as: operator, body: carriers, headers: { origin: api.url } })).status).toBe(403);
    expect((await api.call('GET', '/api/tables/carriers/export', { as: operator })).status).toBe(200);
    expect((await api.call('GET', '/api/tables', { as: null })).status).toBe(401);
  });

  test('is refused with a pointer to every bad cell, and with words for a bad name', async () => {
    const bad = await put(
      {
        ...carriers,
        rows: [
          ['a', 1],
          ['a', 'x'],
        ],
      },
      { 'if-match': '*' },
    );
    expect(bad.status).toBe(422);
    expect((bad.body['problems'] as { code: string; path: string }[]).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'table.cell /rows/0/1',
      'table.key_twice /rows/1/0',
    ]);
    expect((await api.call('GET', '/api/tables/No-Such')).body).toMatchObject({ status: 422, code: 'table.name' });
    expect((await api.call('GET', '/api/tables/nobody')).body).toMatchObject({ status: 404, code: 'table.not_found' });
    expect((await api.call('GET', '/api/tables/carriers/versions/99')).body).toMatchObject({ status: 404, code: 'table.version_not_found' });
  });

  test('goes out as CSV without formulas', async () => {
    const csv = await api.call('GET', '/api/tables/carriers/export');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toContain('carriers.csv');
    expect(csv.text).toBe("code,name\r\ndhl,DHL Freight\r\npost,'=cmd\r\n");
  });

  test('comes in as CSV: a dry run says what would change, a bad cell changes nothing', async () => {
    const csv = 'code,name\ndhl,DHL Express\nups,UPS\n';
    const dry = await importing({ csv, dryRun: true });
    expect(dry.body).toMatchObject({ dryRun: true, changes: { added: 1, changed: 1, removed: 1, same: 0 } });
    const before = (await api.call('GET', '/api/tables/carriers')).body['rev'] as number;
    const bad = await importing({ csv: 'code,name\ndhl,x,y\n' }, { 'if-match': '*' });
    expect(bad.body).toMatchObject({ status: 422, code: 'csv.too_many_cells', path: '2:7' });
    expect((await api.call('GET', '/api/tables/carriers')).body['rev']).toBe(before);
    expect((await importing({ csv })).status).toBe(428);
    const done = await importing({ csv, mode: 'merge', message: 'From the office' }, { 'if-match': `"${before}"` });
    expect(done.body).toMatchObject({ dryRun: false, rev: before + 1, changes: { added: 1, changed: 1, removed: 0, same: 1 } });
    expect((await api.call('GET', '/api/tables/carriers')).body['rows']).toEqual([
      ['dhl', 'DHL Express'],
      ['post', '=cmd'],
      ['ups', 'UPS'],
    ]);
  });
});

describe('values of an environment over the API', () => {
  const path = '/api/environments/production/values';
  test('are read, saved with If-Match, listed', async () => {
    expect((await api.call('GET', path)).body).toEqual({ environment: 'production', active: true, rev: 0, values: {} });
    expect((await api.call('GET', '/api/environments')).body).toMatchObject({ items: [{ name: 'production', active: true, values: 0 }] });
    const saved = await api.call('PUT', path, { body: { values: { warehouse: 'W1', limit: 500 } }, headers: { 'if-match': '"0"' } });
    expect([saved.status, saved.headers.get('etag'), saved.body['version']]).toEqual([200, '"1"', 1]);
    const bad = await api.call('PUT', path, { body: { values: { api_key: 'x1y2' } }, headers: { 'if-match': '"1"' } });
    expect(bad.body).toMatchObject({ status: 422, code: 'values.secret', path: '/api_key' });
    await api.call('PUT', path, { body: { values: { warehouse: 'W2' }, message: 'Moved' }, headers: { 'if-match': '"1"' } });
    expect((await api.call('GET', `${path}/versions`)).body).toMatchObject({
      items: [
        { number: 2, message: 'Moved', values: 1 },
        { number: 1, values: 2 },
      ],
    });
    expect((await api.call('GET', `${path}/versions/1`)).body).toMatchObject({ version: 1, rev: 2, values: { warehouse: 'W1', limit: 500 } });
    expect((await api.call('PUT', path, { as: operator, body: { values: {} }, headers: { origin: api.url } })).status).toBe(403);
  });
});

describe('flows that name them', () => {
  const drawing = (source: string) => ({
    ...smallFlow('shipping'),
    nodes: { start: { type: 'manual@1' }, pick: { type: 'transform@1', title: 'Pick the carrier', config: { output: { $expr: source } } } },
    edges: [{ from: 'start', to: 'pick' }],
  });

  test('are listed, drawn and deployed apart', async () => {
    await api.call('POST', '/api/flows', { body: drawing('[$lookup("carriers", trigger.code, "name"), env.warehouse]') });
    const used = {
      flow: 'shipping',
      title: 'Small',
      draft: true,
      deployed: false,
      nodes: [{ id: 'pick', title: 'Pick the carrier' }],
      columns: ['name'],
      values: [],
    };
    expect((await api.call('GET', '/api/tables/carriers/used-by')).body).toEqual({ items: [used], next: null });
    expect((await api.call('POST', '/api/flows/shipping/deploy', { body: {} })).status).toBe(200);
    expect((await api.call('GET', '/api/tables/carriers/used-by')).body).toEqual({ items: [{ ...used, deployed: true }], next: null });
    expect((await api.call('GET', '/api/environments/production/values/used-by')).body).toMatchObject({ items: [{ flow: 'shipping', values: ['warehouse'] }] });
    expect((await api.call('GET', '/api/tables/nobody/used-by')).body).toEqual({ items: [], next: null });
  });

  test('that is not there are saved with the problem, and not deployed', async () => {
    const saved = await api.call('PUT', '/api/flows/shipping', { body: drawing('$lookup("carrier", trigger.code)'), headers: { 'if-match': '*' } });
    expect(saved.body['problems']).toEqual([
      {
        code: 'table.unknown',
        path: '/nodes/pick/config/output/$expr',
        node: 'pick',
        message: 'There is no table "carrier". Did you mean carriers? (at 1:1)',
      },
    ]);
    expect((await api.call('POST', '/api/flows/shipping/deploy', { body: {} })).status).toBe(422);
  });
});
