import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Flow, FlowNode, Json, JsonObject } from '../../flows/flow.ts';
import type { FlowDetail, ProblemBody, RunDetail } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { fine, openReceiver } from '../support/receiver.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

/** Two secrets that must never be seen again: one in the vault, one a careless person draws into a flow. */
const canary = 'canary-7f3e9a51c2';
const drawn = 'hunter2-canary-d41d8c';

let hub: TestHub;
let count = 0;

/** A message at `/in/{id}`, then one node. */
const flowOf = (id: string, node: FlowNode, more: Record<string, FlowNode> = {}): Flow => ({
  format: 1,
  id,
  title: id,
  nodes: { start: { type: 'webhook@1', config: { path: id.toLowerCase() } }, call: node, ...more },
  edges: [{ from: 'start', to: 'call' }],
});

const http = (config: JsonObject = {}): FlowNode => ({
  type: 'http_request@1',
  config: { method: 'POST', url: `${hub.receiver.url}/call`, class: 'A', ...config },
});
const pure = (output: Json): FlowNode => ({ type: 'transform@1', config: { output } });
const expr = ($expr: string): JsonObject => ({ $expr });

/** A drawing is refused wherever it would start to count, and no flow is left behind. */
async function refused(drawing: unknown, status: number, code: string, path: string | RegExp): Promise<ProblemBody> {
  const id = `bad_${(count += 1)}`;
  const text = (typeof drawing === 'string' ? drawing : JSON.stringify(drawing)).replace('"ID"', `"${id}"`);
  let problem: ProblemBody | undefined;
  for (const address of [`/api/flows/${id}/validate`, '/api/flows?deploy=true']) {
    const began = performance.now();
    const answer = await hub.call<ProblemBody>('POST', address, text);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    problem = answer.body;
    expect({ status: answer.status, code: problem.code, detail: problem.detail, path: problem.path ?? '' }).toEqual({
      status,
      code,
      detail: expect.stringMatching(/\w{3}/),
      path: typeof path === 'string' ? path : expect.stringMatching(path),
    });
    expect(problem).toMatchObject({ status, requestId: expect.stringMatching(/./) });
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:|\/work\//);
  }
  expect((await hub.call('GET', `/api/flows/${id}`)).status).toBe(404);
  return problem!;
}

/** A flow that can be deployed, and a message that its step cannot digest: parked with the code, and nobody was called. */
async function parks(flow: Flow, message: Json, code: string): Promise<RunDetail> {
  await hub.deploy(flow);
  const { body } = await hub.deliver<{ runId: string }>(flow.id, message);
  const run = await hub.until(body.runId, 'parked', 'completed', 'canceled');
  expect({ status: run.status, code: run.code, reason: run.reason }).toEqual({ status: 'parked', code, reason: expect.stringMatching(/\w{3}/) });
  const failed = (await hub.steps(run.id)).find((step) => step.status === 'failed');
  expect(failed?.error?.code).toBe(code);
  expect(hub.receiver.log).toEqual([]);
  return run;
}

describe.each(await testProfiles())('%s', (profile) => {
  beforeAll(async () => {
    hub = await openTestHub({ profile });
    await hub.connect('erp', { connector: 'http_api', title: 'ERP', settings: { baseUrl: hub.receiver.url }, secrets: { token: canary } });
    await hub.connect('far', { connector: 'http_api', title: 'Far ERP', settings: { baseUrl: 'https://erp.example' }, secrets: { token: canary } });
    await hub.deploy({
      ...flowOf('good', {
        type: 'http_request@1',
        slot: 'erp',
        config: { method: 'POST', url: '/good', class: 'A', body: { number: { $expr: 'trigger.number' } } },
      }),
      slots: { erp: 'http_api' },
    });
  });

  afterAll(() => hub?.close());

  afterEach(async () => {
    hub.receiver.answer = fine;
    hub.receiver.log.length = 0;
    const after = await hub.deliver<{ runId: string }>('good', { number: `good-${(count += 1)}` });
    expect(after.status).toBe(202);
    await hub.until(after.body.runId, 'completed');
    expect(hub.receiver.at('/good').map(({ headers }) => headers.authorization)).toEqual([`Bearer ${canary}`]);
    expect([...(await hub.placesWith(canary)), ...(await hub.placesWith(drawn))]).toEqual([]);
    hub.receiver.log.length = 0;
  });

  describe('a flow file', () => {
    const plain = (): Flow => flowOf('ID', http());
    const many = (size: number): Flow => ({
      ...plain(),
      nodes: Object.fromEntries(Array.from({ length: size }, (_, at) => [`n${at}`, { type: 'join@1' }])),
      edges: [],
    });
    const circle = (): Flow => ({
      ...flowOf('ID', pure(1), { b: pure(2), c: pure(3) }),
      edges: [
        { from: 'start', to: 'call' },
        { from: 'call', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'call' },
      ],
    });
    const doubled = (): string => JSON.stringify(plain()).replace('"call":', '"call":{"type":"join@1"},"call":');

    test.each<[string, () => unknown, number, string, string | RegExp]>([
      ['F01 that is not JSON is named by line and column', () => '{"format": 1,\n "id": }', 400, 'json.invalid', '2:8'],
      [
        'F02 with an unknown node type',
        () => ({ ...plain(), nodes: { ...plain().nodes, call: { type: 'telnet.connect@1' } } }),
        422,
        'flow.unknown_node_type',
        '/nodes/call/type',
      ],
      [
        'F03 with a line to nowhere',
        () => ({ ...plain(), edges: [...plain().edges, { from: 'call', to: 'nowhere' }] }),
        422,
        'flow.edge_target_missing',
        '/edges/1/to',
      ],
      ['F04 with two nodes of one id', doubled, 400, 'json.duplicate_key', /nodes\/call/],
      ['F05 that goes in a circle', circle, 422, 'flow.cycle', '/edges'],
      ['F06 with 2,001 nodes', () => many(2_001), 422, 'flow.too_large', '/nodes'],
      ['F06 with 100,000 nodes', () => many(100_000), 413, 'body.too_large', ''],
      ['F07 that nothing starts', () => ({ ...plain(), nodes: { call: http() }, edges: [] }), 422, 'flow.no_trigger', '/nodes'],
      [
        'F08 with a password in a node',
        () => flowOf('ID', http({ headers: { password: drawn } })),
        422,
        'flow.inline_secret',
        '/nodes/call/config/headers/password',
      ],
      ['F10 of a format to come', () => ({ ...plain(), format: 999 }), 422, 'flow.unsupported_version', '/format'],
      ['F11 with a node named __proto__', () => JSON.stringify(plain()).replace('"call":', '"__proto__":'), 422, 'json.forbidden_key', /__proto__/],
      ['with a field nobody knows', () => ({ ...plain(), colour: 'blue' }), 422, 'flow.unknown_property', '/colour'],
    ])('%s is refused', async (_, drawing, status, code, path) => {
      await refused(drawing(), status, code, path);
    });

    test('F02 a near miss gets a suggestion, F05 the circle its three names, F10 the range', async () => {
      const near = { ...plain(), nodes: { ...plain().nodes, call: { ...http(), type: 'http_reqest@1' } } };
      expect((await refused(near, 422, 'flow.unknown_node_type', '/nodes/call/type')).detail).toContain('http_request@1');
      expect((await refused(circle(), 422, 'flow.cycle', '/edges')).detail).toMatch(/call.*b.*c/);
      expect((await refused({ ...plain(), format: 999 }, 422, 'flow.unsupported_version', '/format')).detail).toContain('1');
    });

    test('F09 a slot bound to a connection that is not ours is answered like one that never was', async () => {
      const answers = await Promise.all(
        ['of-another-tenant', 'no-such-thing'].map((connection) =>
          hub.call<ProblemBody>('PUT', `/api/environments/${hub.environment}/slots/lost`, { connection }),
        ),
      );
      for (const { status, body } of answers) expect({ status, code: body.code }).toEqual({ status: 422, code: 'flow.connection_not_found' });
      expect(answers[0]!.body.detail).toBe(answers[1]!.body.detail);
      const unbound = { ...flowOf('ID', { ...http({ url: '/x' }), slot: 'lost' }), slots: { lost: 'http_api' } };
      await refused(unbound, 422, 'flow.slot_unbound', '/slots/lost');
    });

    test('F12 a draft saved from an outdated version is refused and the newer one stands', async () => {
      const id = 'kept';
      const first = await hub.call<FlowDetail>('POST', '/api/flows', flowOf(id, http()));
      const etag = first.headers.get('etag')!;
      const newer = await hub.call('PUT', `/api/flows/${id}`, { ...flowOf(id, http()), title: 'Newer' }, { 'if-match': etag });
      expect(newer.status).toBe(200);
      const late = await hub.call<ProblemBody>('PUT', `/api/flows/${id}`, { ...flowOf(id, http()), title: 'Late' }, { 'if-match': etag });
      expect(late).toMatchObject({ status: 412, body: { code: 'flow.outdated' } });
      expect(await hub.call('PUT', `/api/flows/${id}`, flowOf(id, http()))).toMatchObject({ status: 428 });
      expect((await hub.call<FlowDetail>('GET', `/api/flows/${id}`)).body.flow.title).toBe('Newer');
    });
  });

  describe('an expression', () => {
    test.each<[string, string, string, string]>([
      ['E01 that breaks off', 'order.total >', 'expr.syntax', 'at 1:'],
      ['E04 that reaches for the host', 'constructor.constructor("return process")()', 'expr.', ''],
      ['E09 that asks for the environment', '$env.SECRET', 'expr.unknown_variable', '$env'],
      ['E09 that asks for the process', 'process.env', 'expr.unknown_variable', 'process'],
      ['E09 that asks for credentials', '$credentials', 'expr.unknown_variable', '$credentials'],
      ['that evaluates text', '$eval("1+1")', 'expr.unknown_function', '$eval'],
    ])('%s is refused at save', async (_, source, code, words) => {
      const answer = await hub.call<ProblemBody>('POST', '/api/flows/checked/validate', flowOf('checked', pure({ total: expr(source) })));
      expect(answer.status).toBe(422);
      expect(answer.body.code).toContain(code);
      expect(answer.body).toMatchObject({ path: '/nodes/call/config/output/total/$expr', detail: expect.stringContaining(words) });
    });

    test('that is wrong is kept in a draft, with its problem', async () => {
      const saved = await hub.call<FlowDetail>('POST', '/api/flows', flowOf('draft_of_e01', pure(expr('order.total >'))));
      expect(saved).toMatchObject({ status: 201, body: { problems: [{ code: 'expr.syntax', path: '/nodes/call/config/output/$expr' }] } });
    });

    const then = (source: string): Flow => {
      const id = `expr_${(count += 1)}`;
      const flow = flowOf(id, pure({ amount: expr(source), currency: 'EUR' }), { send: http({ body: expr('steps.call') }) });
      return { ...flow, edges: [...flow.edges, { from: 'call', to: 'send' }] };
    };
    const order = { number: 'E', total: 12, x: `${'a'.repeat(40)}!` };

    test.each<[string, string, string]>([
      ['E02 that never ends', '( $f := function($n){ $f($n+1) }; $f(0) )', 'expr.timeout'],
      ['E05 that makes ten million items', '[1..10000000]', 'expr.limit'],
      ['E06 that divides by nothing', 'order.total / 0', 'expr.not_a_number'],
      ['E07 with a typo', 'order.totl', 'expr.undefined_value'],
      ['E08 that makes a text without end', '$pad("x", 100000000)', 'expr.output_too_large'],
    ])('%s parks its run and calls nobody', async (_, source, code) => {
      const began = performance.now();
      const run = await parks(then(source), order, code);
      expect(performance.now() - began).toBeLessThan(3_000);
      if (code === 'expr.undefined_value') expect(run.reason).toMatch(/output\.amount.*order\.totl/);
    });

    test('E02 another run finishes while one never ends', async () => {
      const endless = then('( $f := function($n){ $f($n+1) }; $f(0) )');
      const quick = then('order.total');
      await hub.deploy(endless);
      await hub.deploy(quick);
      const { body: slow } = await hub.deliver<{ runId: string }>(endless.id, order);
      const { body: fast } = await hub.deliver<{ runId: string }>(quick.id, order);
      await hub.until(fast.runId, 'completed');
      expect(await hub.until(slow.runId, 'parked')).toMatchObject({ code: 'expr.timeout' });
    });

    test('E03 a pattern that would backtrack is matched in no time', async () => {
      const flow = then('$count($match(order.x, /^(a+)+$/))');
      await hub.deploy(flow);
      const began = performance.now();
      const { body } = await hub.deliver<{ runId: string }>(flow.id, order);
      await hub.until(body.runId, 'completed', 'parked');
      expect(performance.now() - began).toBeLessThan(1_000);
    });

    test('E07 a typo in the body of a call, in its address and in its path calls nobody', async () => {
      for (const config of [
        { body: { total: expr('order.totl') } },
        { url: expr('order.adress') },
        { path: [expr('order.nubmer')] },
        { headers: { 'x-number': expr('order.nubmer') } },
      ]) {
        const run = await parks(flowOf(`typo_${(count += 1)}`, http(config)), order, 'expr.undefined_value');
        expect(run.reason).toContain(Object.keys(config)[0]);
      }
    });

    // Ends once a value the drawing gives has to be there, also where the form could do without.
    test('E07 a typo in the whole body of a call calls nobody', async () => {
      await parks(flowOf('bodiless', http({ body: expr('order.totl') })), order, 'expr.undefined_value');
    });

    test('E10 money is exact: 0.10 and 0.20 are 0.30', async () => {
      const sum = '$plus($money("0.10", "EUR"), $money("0.20", "EUR"))';
      const flow = flowOf('exact', pure({ sum: expr(sum), same: expr(`$compare(${sum}, $money("0.30", "EUR")) = 0`) }));
      await hub.deploy(flow);
      const { body } = await hub.deliver<{ runId: string }>('exact', order);
      expect((await hub.until(body.runId, 'completed')).output).toEqual({ sum: { amount: '0.30', currency: 'EUR' }, same: true });
    });

    test('data is never evaluated as an expression', async () => {
      await hub.deploy(flowOf('data', pure({ note: expr('trigger.note') })));
      const note = { $expr: '1+1' };
      const { body } = await hub.deliver<{ runId: string }>('data', { note });
      expect((await hub.until(body.runId, 'completed')).output).toEqual({ note });
    });
  });

  describe('settings of a node', () => {
    test.each<[string, () => FlowNode, string, string]>([
      ['N01 without its address', () => ({ type: 'http_request@1', config: { method: 'POST', class: 'A' } }), 'config.required', '/nodes/call/config/url'],
      ['N02 with a timeout that is none', () => ({ ...http(), timeout: 'abc' }), 'config.out_of_range', '/nodes/call/timeout'],
      ['N02 without any time', () => ({ ...http(), timeout: 'PT0S' }), 'config.out_of_range', '/nodes/call/timeout'],
      ['N02 with ten years', () => ({ ...http(), timeout: 'P10Y' }), 'config.out_of_range', '/nodes/call/timeout'],
      ['N02 with a wait of ten years', () => ({ type: 'wait@1', config: { for: 'P10Y' } }), 'config.out_of_range', '/nodes/call/config/for'],
      ['N03 with a billion attempts', () => ({ ...http(), retry: { attempts: 1_000_000_000 } }), 'config.out_of_range', '/nodes/call/retry/attempts'],
      [
        'N04 with a header of two lines',
        () => http({ headers: { 'x-a': 'a\r\nHost: evil.example' } }),
        'config.invalid_header',
        '/nodes/call/config/headers/x-a',
      ],
      ['N08 that cannot be repeated and says no policy', () => http({ class: 'C' }), 'flow.effect_policy_missing', '/nodes/call/policy'],
      ['with a field nobody knows', () => http({ colour: 'blue' }), 'config.unknown_property', '/nodes/call/config/colour'],
    ])('%s is refused', async (_, node, code, path) => {
      const problem = await refused(flowOf('ID', node()), 422, code, path);
      if (code === 'config.out_of_range') expect(problem.detail).toMatch(/PT1S.*P5Y|1 to 20/);
    });

    test('N04 a header of two lines that comes from data fails the step', async () => {
      await parks(flowOf('header', http({ headers: { 'x-note': expr('trigger.note') } })), { note: 'a\r\nHost: evil.example' }, 'config.invalid_header');
    });

    test('N05 an id that climbs is sent as one encoded segment', async () => {
      await hub.deploy(flowOf('climb', http({ path: ['orders', expr('trigger.id')] })));
      const { body } = await hub.deliver<{ runId: string }>('climb', { id: '../../admin?x=' });
      await hub.until(body.runId, 'completed');
      expect(hub.receiver.log.map(({ path }) => path)).toEqual(['/call/orders/..%2F..%2Fadmin%3Fx%3D']);
    });

    test.each(['..', '.'])('N05 an id that is "%s" alone is not sent', async (id) => {
      await parks(flowOf(`dots_${id.length}`, http({ path: ['orders', expr('trigger.id')] })), { id }, 'config.invalid');
    });

    test('N06 a path that leaves its place is refused', async () => {
      const flow = flowOf('ID', http());
      await refused(
        { ...flow, nodes: { ...flow.nodes, start: { type: 'webhook@1', config: { path: '../../etc/passwd' } } } },
        422,
        'config.invalid',
        '/nodes/start/config/path',
      );
    });

    test('N07 a secret for one host is not sent to another, be it drawn or computed', async () => {
      const flow = (url: Json): Flow => ({ ...flowOf('ID', { ...http({ url }), slot: 'far' }), slots: { far: 'http_api' } });
      await parks(
        {
          ...flow(expr('trigger.url')),
          id: 'elsewhere',
          nodes: { ...flow(expr('trigger.url')).nodes, start: { type: 'webhook@1', config: { path: 'elsewhere' } } },
        },
        { url: `${hub.receiver.url}/steal` },
        'connection.host_not_allowed',
      );
      await refused(flow('http://other.example/orders'), 422, 'connection.host_not_allowed', '/nodes/call/config/url');
    });

    test.each([422, 200])('a receiver that repeats our secret with status %i is shown without it', async (status) => {
      const id = `echo_${status}`;
      hub.receiver.answer = ({ headers }) => ({ status, body: { echo: headers.authorization ?? '' }, headers: { 'x-echo': headers.authorization ?? '' } });
      await hub.deploy({ ...flowOf(id, { ...http({ url: '/echo' }), slot: 'erp' }), slots: { erp: 'http_api' } });
      const { body } = await hub.deliver<{ runId: string }>(id, { number: 1 });
      const run = await hub.until(body.runId, 'parked', 'completed');
      expect(JSON.stringify(run)).toContain('Bearer •••');
      expect(hub.receiver.log[0]!.headers.authorization).toBe(`Bearer ${canary}`);
    });

    test('N08 the same drawing saves as a draft, with its problem', async () => {
      const saved = await hub.call<FlowDetail>('POST', '/api/flows', flowOf('draft_of_n08', http({ class: 'C' })));
      expect(saved).toMatchObject({ status: 201, body: { problems: [{ code: 'flow.effect_policy_missing' }] } });
      expect(await hub.call('POST', '/api/flows/draft_of_n08/deploy', {})).toMatchObject({ status: 422, body: { code: 'flow.effect_policy_missing' } });
    });
  });

  describe('an address', () => {
    const addresses: [string, string, string][] = [
      ['S01 of this machine', 'http://127.0.0.1:6379/', 'url.blocked_address'],
      ['S02 of the cloud around us', 'http://169.254.169.254/latest/meta-data/', 'url.blocked_address'],
      ['S03 written as one number', 'http://2130706433/', 'url.blocked_address'],
      ['S04 mapped into IPv6', 'http://[::ffff:169.254.169.254]/', 'url.blocked_address'],
      ['S07 of a file', 'file:///etc/passwd', 'url.scheme'],
      ['S07 of a gopher', 'gopher://x', 'url.scheme'],
      ['S09 with a password in it', 'http://user:pass@host.example/', 'url.userinfo'],
      ['S10 of a private ERP nobody listed', 'http://10.1.2.3:8080/', 'url.blocked_address'],
      ['by a local name', 'http://localhost/', 'url.blocked_address'],
    ];

    test.each(addresses)('%s is refused at save', async (_, url, code) => {
      await refused(flowOf('ID', http({ url })), 422, code, '/nodes/call/config/url');
    });

    test.each(addresses)('%s that comes from data parks the step', async (_, url, code) => {
      await parks(flowOf(`from_data_${(count += 1)}`, http({ url: expr('trigger.url') })), { url }, code);
    });

    test('S05 a redirect to an address nobody listed is not followed', async () => {
      const inside = await openReceiver();
      hub.receiver.answer = () => ({ status: 302, headers: { location: `${inside.url}/inside` } });
      await hub.deploy(flowOf('redirect', http()));
      const { body } = await hub.deliver<{ runId: string }>('redirect', { number: 1 });
      expect(await hub.until(body.runId, 'parked')).toMatchObject({ code: 'url.redirect_blocked' });
      expect(inside.log).toEqual([]);
      await inside.close();
    });

    test('S10 a private system is reached once an admin listed it, at that port only', async () => {
      await hub.deploy(flowOf('listed', http()));
      const { body } = await hub.deliver<{ runId: string }>('listed', { number: 1 });
      await hub.until(body.runId, 'completed');
      expect(hub.receiver.at('/call')).toHaveLength(1);
      await refused(flowOf('ID', http({ url: 'http://127.0.0.1:1/' })), 422, 'url.blocked_address', '/nodes/call/config/url');
    });
  });
});
