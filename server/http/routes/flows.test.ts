import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, lamps, openApi, smallFlow } from '../../../test/support/api-harness.ts';

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const small = smallFlow('checked');
const with_ = (patch: object) => ({ ...small, ...patch });
const nodes = (more: object) => ({ ...small.nodes, ...more });

describe('a drawing that cannot run is refused with all that is wrong', () => {
  it.each<[string, unknown, number, string, string?]>([
    ['F01 a file that is not JSON', '{"format": 1,', 400, 'json.invalid', '1:14'],
    ['F02 an unknown node type', with_({ nodes: nodes({ ship: { type: 'telnet.connect@1' } }) }), 422, 'flow.unknown_node_type', '/nodes/ship/type'],
    ['F03 a line to a node that does not exist', with_({ edges: [{ from: 'start', to: 'nowhere' }] }), 422, 'flow.edge_target_missing', '/edges/0/to'],
    [
      'F04 two nodes with one id',
      '{"format":1,"id":"checked","title":"x","nodes":{"a":{"type":"manual@1"},"a":{"type":"wait@1"}},"edges":[]}',
      400,
      'json.duplicate_key',
    ],
    [
      'F05 a circle',
      with_({
        nodes: nodes({ b: { type: 'transform@1', config: { output: 1 } } }),
        edges: [...small.edges, { from: 'hold', to: 'b' }, { from: 'b', to: 'hold' }],
      }),
      422,
      'flow.cycle',
    ],
    ['F07 no trigger', with_({ nodes: { hold: small.nodes.hold }, edges: [] }), 422, 'flow.no_trigger'],
    [
      'F08 a password in a node',
      with_({ nodes: nodes({ call: { type: 'http_request@1', config: { method: 'GET', url: 'https://example.com', password: 'hunter2' } } }) }),
      422,
      'flow.inline_secret',
    ],
    ['F10 a format from the future', with_({ format: 999 }), 422, 'flow.unsupported_version', '/format'],
    ['F11 a node named __proto__', '{"format":1,"id":"checked","title":"x","nodes":{"__proto__":{"type":"manual@1"}},"edges":[]}', 422, 'json.forbidden_key'],
    [
      'D04 a label of 10,000 characters',
      with_({ nodes: nodes({ hold: { ...small.nodes.hold, title: 'x'.repeat(10_000) } }) }),
      422,
      'text.too_long',
      '/nodes/hold/title',
    ],
    ['D08 an unknown property such as an icon', with_({ icon: 'data:text/html,x' }), 422, 'flow.unknown_property', '/icon'],
    ['E01 a broken expression', with_({ key: { $expr: 'order.total >' } }), 422, 'expr.syntax'],
    [
      'a slot nobody bound',
      with_({
        slots: { shop: 'lamps' },
        nodes: nodes({ lamp: { type: 'lamps.light@1', slot: 'shop' } }),
        edges: [...small.edges, { from: 'hold', to: 'lamp' }],
      }),
      422,
      'flow.slot_unbound',
    ],
  ])('%s', async (_name, body, status, code, path) => {
    for (const call of ['/api/flows/checked/validate', '/api/flows?deploy=true']) {
      const answer = await api.call('POST', call, { body: body as never });
      const codes = [answer.body['code'], ...((answer.body['problems'] ?? []) as { code: string }[]).map((problem) => problem.code)];
      expect({ status: answer.status, codes }).toEqual({ status, codes: expect.arrayContaining([code]) });
      if (path !== undefined) expect(JSON.stringify(answer.body)).toContain(`"path":"${path}"`);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.text).not.toContain('hunter2');
    }
    expect((await api.call('GET', '/api/flows/checked')).status).toBe(404);
    expect(api.logged.join()).not.toContain('hunter2');
  });

  it('F06 100,000 nodes are refused within a second', async () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`n${n}`, 0]));
    const began = performance.now();
    const answer = await api.call('POST', '/api/flows', { body: with_({ nodes: many }) as never });
    expect([413, 422]).toContain(answer.status);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('F09 a slot is bound to connections of this hub only, and says no more about others', async () => {
    const answer = await api.call('PUT', '/api/environments/production/slots/shop', { body: { connection: 'of_somebody_else' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'flow.connection_not_found' } });
    expect(answer.text).not.toContain('of_somebody_else');
  });

  it('N08 a call that cannot be repeated safely needs a policy before deploy; its draft saves', async () => {
    const call = { type: 'http_request@1', config: { method: 'POST', url: 'https://example.com/pay', class: 'C' } };
    const flow = { ...smallFlow('policy'), nodes: nodes({ call }), edges: [...small.edges, { from: 'hold', to: 'call' }] };
    const saved = await api.call('POST', '/api/flows', { body: flow as never });
    expect(saved.status).toBe(201);
    const refused = await api.call('POST', '/api/flows/policy/deploy', {});
    expect(refused).toMatchObject({ status: 422, body: { code: 'flow.effect_policy_missing', path: '/nodes/call/policy' } });
    expect(api.catalogue.deployed().map(({ flow: { id } }) => id)).not.toContain('policy');
  });
});

describe('a draft is never overwritten unseen', () => {
  it('F12 an outdated version is refused and the newer one stays', async () => {
    const made = await api.call('POST', '/api/flows', { body: smallFlow('shared') });
    expect(made.headers.get('etag')).toBe('"1"');
    const first = await api.call('PUT', '/api/flows/shared', { body: { ...smallFlow('shared'), title: 'Newer' }, headers: { 'if-match': '"1"' } });
    expect(first).toMatchObject({ status: 200, body: { rev: 2 } });
    const late = await api.call('PUT', '/api/flows/shared', { body: { ...smallFlow('shared'), title: 'Older' }, headers: { 'if-match': '"1"' } });
    expect(late).toMatchObject({ status: 412, body: { code: 'flow.outdated' } });
    expect((await api.call('PUT', '/api/flows/shared', { body: smallFlow('shared') })).status).toBe(428);
    expect((await api.call('POST', '/api/flows', { body: smallFlow('shared') })).status).toBe(409);
    expect(await api.call('GET', '/api/flows/shared')).toMatchObject({ body: { flow: { title: 'Newer' } } });
  });

  it('an id that differs from the address is refused', async () => {
    const answer = await api.call('PUT', '/api/flows/other', { body: smallFlow('shared') });
    expect(answer).toMatchObject({ status: 422, body: { code: 'flow.id_mismatch', path: '/id' } });
  });
});

describe('deploying', () => {
  const deploy = (body = {}) => api.call('POST', '/api/flows/life/deploy', { body });
  const save = async (patch: object) => {
    const { headers } = await api.call('GET', '/api/flows/life');
    return api.call('PUT', '/api/flows/life', { body: { ...smallFlow('life'), ...patch } as never, headers: { 'if-match': headers.get('etag') ?? '' } });
  };
  const hold = (time: string) => ({ nodes: nodes({ hold: { type: 'wait@1', config: { for: time } } }) });

  it('gives a new version only when the drawing means something else', async () => {
    await api.call('POST', '/api/flows', { body: smallFlow('life') });
    expect(await deploy({ message: 'first' })).toMatchObject({ status: 200, body: { deployed: { number: 1, message: 'first' }, paused: false } });
    await save({ title: 'Renamed', layout: { start: [5, 5] } });
    expect(await deploy()).toMatchObject({ body: { deployed: { number: 1 } } });
    await save(hold('PT45M'));
    expect(await api.call('GET', '/api/flows')).toMatchObject({
      body: { items: expect.arrayContaining([expect.objectContaining({ id: 'life', changed: true, versionNumber: 1 })]) },
    });
    expect(await deploy()).toMatchObject({ body: { deployed: { number: 2 } } });
    const versions = await api.call('GET', '/api/flows/life/versions');
    expect((versions.body['items'] as { number: number }[]).map(({ number }) => number)).toEqual([2, 1]);
  });

  it('rolls back to the version before and keeps its number', async () => {
    expect(await api.call('POST', '/api/flows/life/rollback', {})).toMatchObject({ status: 200, body: { deployed: { number: 1 }, flow: hold('PT45M') } });
    expect(await api.call('POST', '/api/flows/life/rollback', {})).toMatchObject({ status: 404 });
    await deploy();
    expect(api.catalogue.deployed().find(({ flow }) => flow.id === 'life')).toMatchObject({ number: 2 });
  });

  it('pauses with a reason, stays paused over a deploy, and resumes', async () => {
    expect(await api.call('POST', '/api/flows/life/pause', { body: { reason: 'stock count' } })).toMatchObject({
      body: { paused: true, pauseReason: 'stock count' },
    });
    await save(hold('PT50M'));
    expect(await deploy()).toMatchObject({ body: { deployed: { number: 3 }, paused: true } });
    expect(await api.call('POST', '/api/flows/life/resume', {})).toMatchObject({ body: { paused: false } });
  });

  it('exports a file that is the same every time and can be imported elsewhere', async () => {
    const file = await api.call('GET', '/api/flows/life/export');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="life.flow.json"');
    expect(file.text).toBe((await api.call('GET', '/api/flows/life/export')).text);
    expect(file.text.startsWith('{\n  "format": 1,\n  "id": "life"')).toBe(true);
  });

  it('needs its slots bound to a connection of the right connector', async () => {
    await api.call('POST', '/api/connections', { body: { connector: lamps.id, title: 'Lamps', settings: { shop: 'a' }, secrets: { token: 'right' } } });
    await api.call('PUT', '/api/environments/production/slots/shop', { body: { connection: 'lamps' } });
    const flow = {
      ...smallFlow('lit'),
      slots: { shop: 'lamps' },
      nodes: nodes({ lamp: { type: 'lamps.light@1', slot: 'shop' } }),
      edges: [...small.edges, { from: 'hold', to: 'lamp' }],
    };
    expect((await api.call('POST', '/api/flows?deploy=true', { body: flow as never })).status).toBe(201);
    expect(await api.call('GET', '/api/connections/lamps')).toMatchObject({ body: { usedBy: ['lit'], slots: ['production/shop'], secrets: ['token'] } });
  });
});
