import { describe, expect, test } from 'vitest';
import { type CheckedType, checkEnvelope, checkNodes } from './check.ts';
import { type Flow, type FlowNode, type JsonObject, ProblemError } from './flow.ts';
import { migrate } from './migrate.ts';

const flow = (change: Record<string, unknown> = {}) => ({
  format: 1,
  id: 'heat_pump',
  title: 'Heat pump',
  nodes: { order: { type: 'webhook@1' }, ship: { type: 'wait@1' } },
  edges: [{ from: 'order', to: 'ship' }],
  ...change,
});
const withNode = (node: Record<string, unknown>, change = {}) => flow({ nodes: { ship: { type: 'wait@1', ...node } }, edges: [], ...change });
const withConfig = (config: unknown, change = {}) => withNode({ config }, change);
const told = (value: unknown) => checkEnvelope(value).map(({ code, path }) => [code, path]);
const bidi = String.fromCharCode(0x202e);

describe('the envelope is refused with a code and a place', () => {
  test.each<[string, unknown, string, string]>([
    ['no object', [], 'flow.wrong_type', ''],
    ['no format', { ...flow(), format: undefined }, 'flow.required', '/format'],
    ['a newer format', flow({ format: 999 }), 'flow.unsupported_version', '/format'],
    ['a format in quotes', flow({ format: '1' }), 'flow.unsupported_version', '/format'],
    ['an unknown property', flow({ nodez: {} }), 'flow.unknown_property', '/nodez'],
    ['an unknown property of a node', withNode({ tiemout: 'PT1S' }), 'flow.unknown_property', '/nodes/ship/tiemout'],
    ['an unknown property of an edge', flow({ edges: [{ from: 'order', to: 'ship', port: 'x' }] }), 'flow.unknown_property', '/edges/0/port'],
    ['a node without type', flow({ nodes: { a: {} } }), 'flow.required', '/nodes/a/type'],
    ['a node id with a dash', flow({ nodes: { 'a-b': { type: 'wait@1' } } }), 'flow.bad_node_id', '/nodes/a-b'],
    ['a node id of 49 letters', flow({ nodes: { ['a'.repeat(49)]: { type: 'wait@1' } } }), 'flow.bad_node_id', `/nodes/${'a'.repeat(49)}`],
    [
      'node id __proto__',
      JSON.parse('{"format":1,"id":"a","title":"A","edges":[],"nodes":{"__proto__":{"type":"wait@1"}}}'),
      'flow.bad_node_id',
      '/nodes/__proto__',
    ],
    ['node id constructor', flow({ nodes: { constructor: { type: 'wait@1' } } }), 'flow.bad_node_id', '/nodes/constructor'],
    ['an edge to constructor', flow({ edges: [{ from: 'order', to: 'constructor' }] }), 'flow.invalid_value', '/edges/0/to'],
    ['a type without major', withNode({ type: 'wait' }), 'flow.unknown_node_type', '/nodes/ship/type'],
    ['no id', flow({ id: undefined }), 'flow.required', '/id'],
    ['a slot name that is none', flow({ slots: { 'x/y': 'shop' } }), 'flow.bad_name', '/slots/x~1y'],
    ['a title of 201 letters', flow({ title: 'a'.repeat(201) }), 'text.too_long', '/title'],
    ['a node title of 10,000 letters', withNode({ title: 'a'.repeat(10_000) }), 'text.too_long', '/nodes/ship/title'],
    ['a description of 10,001 letters', flow({ description: 'a'.repeat(10_001) }), 'text.too_long', '/description'],
    ['an empty title', flow({ title: '' }), 'flow.invalid_value', '/title'],
    ['a bidi override in a title', withNode({ title: `abc${bidi}def` }), 'text.control_character', '/nodes/ship/title'],
    ['a line break in a title', flow({ title: 'a\nb' }), 'text.control_character', '/title'],
    ['a NUL in a description', flow({ description: 'a\u0000' }), 'text.control_character', '/description'],
    ['a place of three numbers', flow({ layout: { order: [1, 2, 3] } }), 'flow.invalid_value', '/layout/order'],
    ['an unknown zone', flow({ zone: 'Europe/Stokholm' }), 'flow.unknown_zone', '/zone'],
    ['an unknown policy', withNode({ policy: 'exactly-once' }), 'flow.invalid_value', '/nodes/ship/policy'],
    ['a timeout that is no duration', withNode({ timeout: 'abc' }), 'config.out_of_range', '/nodes/ship/timeout'],
    ['a timeout of nothing', withNode({ timeout: 'PT0S' }), 'config.out_of_range', '/nodes/ship/timeout'],
    ['a timeout of ten years', withNode({ timeout: 'P10Y' }), 'config.out_of_range', '/nodes/ship/timeout'],
    ['a billion attempts', withNode({ retry: { attempts: 1_000_000_000 } }), 'config.out_of_range', '/nodes/ship/retry/attempts'],
    ['no attempt', withNode({ retry: { attempts: 0 } }), 'config.out_of_range', '/nodes/ship/retry/attempts'],
    ['half an attempt', withNode({ retry: { attempts: 1.5 } }), 'flow.wrong_type', '/nodes/ship/retry/attempts'],
    ['a delay out of range', withNode({ retry: { attempts: 2, delay: 'P6Y' } }), 'config.out_of_range', '/nodes/ship/retry/delay'],
    ['an expression of 10,001 letters', withConfig({ a: [{ $expr: 'a'.repeat(10_001) }] }), 'text.too_long', '/nodes/ship/config/a/0'],
    ['an expression with company', withConfig({ a: { $expr: 'x', y: 1 } }), 'expr.malformed', '/nodes/ship/config/a'],
    ['an expression that is no text', withConfig({ a: { $expr: 1 } }), 'expr.malformed', '/nodes/ship/config/a'],
  ])('%s', (_, value, code, path) => {
    expect(told(JSON.parse(JSON.stringify(value)))).toContainEqual([code, path]);
    expect(told(value)).toEqual([[code, path]]);
  });

  test('an unknown format is told together with the supported range', () => {
    expect(checkEnvelope(flow({ format: 999 }))[0]?.message).toMatch(/format 999.*supported range 1 to 1/);
  });
  test('a misspelled property is told what was meant', () => {
    expect(checkEnvelope(withNode({ tiemout: 'PT1S' }))[0]?.message).toContain('Did you mean timeout?');
  });
  test('a duration out of range is told the range', () => {
    expect(checkEnvelope(withNode({ timeout: 'P10Y' }))[0]?.message).toContain('from PT1S (1 s) to P5Y (5 years)');
  });
  test('all problems are told at once', () => {
    const value = flow({ title: '', nodes: { 'a-b': { type: 'wait@1' }, c: { type: 'wait@1', retry: { attempts: 99 } } }, edges: [{ from: 'c' }] });
    expect(
      told(value)
        .map(([code]) => code)
        .sort(),
    ).toEqual(['config.out_of_range', 'flow.bad_node_id', 'flow.invalid_value', 'flow.required']);
  });
  test('100,000 nodes are refused at once', () => {
    const nodes = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`n${at}`, { type: 'wait@1' }]));
    const begin = performance.now();
    expect(told(flow({ nodes }))).toEqual([['flow.too_large', '/nodes']]);
    expect(performance.now() - begin).toBeLessThan(500);
  });
  test('2,000 nodes are allowed', () => {
    expect(told(flow({ nodes: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`n${at}`, { type: 'wait@1' }])), edges: [] }))).toEqual([]);
  });
});

test.each<[string, unknown]>([
  ['the smallest flow', flow({ nodes: {}, edges: [] })],
  ['emoji, combining marks and right-to-left words', withNode({ title: '📦 Ünïcode e\u0301 שלום مرحبا' })],
  ['200 emoji in a title', flow({ title: '📦'.repeat(200) })],
  ['own properties by x-', flow({ 'x-color': 'red', nodes: { ship: { type: 'wait@1', 'x-size': 2 } }, edges: [] })],
  ['line breaks in a description', flow({ description: 'a\n\tb' })],
])('%s is accepted', (_, value) => expect(told(value)).toEqual([]));

describe('a secret in a drawing is refused and never repeated', () => {
  test.each<[string, JsonObject, string]>([
    ['a password', { password: 'hunter2' }, 'password'],
    ['a nested api key', { auth: { apiKey: 'hunter2' } }, 'auth/apiKey'],
    ['a key with dashes', { headers: { 'X-API-Key': 'hunter2' } }, 'headers/X-API-Key'],
    ['an authorization header', { headers: { Authorization: 'hunter2' } }, 'headers/Authorization'],
    ['a header in a list', { headers: [{ name: 'authorization', value: 'hunter2' }] }, 'headers/0/value'],
    ['a bearer under any name', { headers: { 'x-auth': 'Bearer hunter2' } }, 'headers/x-auth'],
    ['a key in an address', { url: 'https://erp.example/orders?api_key=hunter2' }, 'url'],
    ['a secret dressed as an expression', { clientSecret: { $expr: '"hunter2"' } }, 'clientSecret'],
    ['a dotted secret that names no slot', { secret: 'shop.hunter2' }, 'secret'],
    ['a PIN as a number', { access_token: 1234 }, 'access_token'],
  ])('%s', (_, config, place) => {
    const problems = checkEnvelope(withConfig(config));
    expect(problems.map(({ code, path, node }) => [code, path, node])).toEqual([['flow.inline_secret', `/nodes/ship/config/${place}`, 'ship']]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test.each<[string, JsonObject]>([
    ['a reference to a slot', { secret: 'shop.webhookSecret' }],
    ['an expression', { token: { $expr: 'steps.login.token' } }],
    ['a form that asks for one', { form: { type: 'object', properties: { password: { type: 'string' } }, required: ['password'] } }],
    ['an empty field', { password: '' }],
    ['words about secrets', { title: 'Change the password', keyHeader: 'idempotency-key' }],
  ])('%s is none', (_, config) => expect(told(withConfig(config, { slots: { shop: 'shopify' } }))).toEqual([]));

  test('a secret in a drawing that is broken elsewhere is found too', () => {
    expect(told({ ...withConfig({ password: 'hunter2' }), title: 7 }).map(([code]) => code)).toEqual(['flow.wrong_type', 'flow.inline_secret']);
  });
});

describe('each node is checked against its type', () => {
  const config: JsonObject = {
    type: 'object',
    additionalProperties: false,
    required: ['url'],
    properties: {
      url: { type: 'string', title: 'Address' },
      method: { enum: ['GET', 'POST'], 'x-expr': false },
      status: { type: 'integer', minimum: 200, maximum: 599 },
      lines: {
        type: 'array',
        items: { type: 'object', additionalProperties: false, required: ['sku'], properties: { sku: { type: 'string' }, n: { type: 'number' } } },
      },
      headers: { type: 'object', additionalProperties: { type: 'string' } },
      wait: { type: 'string', 'x-widget': 'duration', pattern: '^P' },
    },
  };
  const choice: JsonObject = {
    type: 'object',
    additionalProperties: false,
    properties: { for: { type: 'string' }, until: { type: 'string' } },
    oneOf: [{ required: ['for'] }, { required: ['until'] }],
  };
  const types: Record<string, CheckedType> = {
    'http_request@1': { config },
    'wait@1': { config: choice },
    'moody@1': {
      config: { type: 'object' },
      check: (_: FlowNode, id: string) => [{ code: 'config.invalid_header', path: `/nodes/${id}/config/h`, message: 'no' }],
    },
    'thrower@1': {
      config: { type: 'object' },
      check: () => {
        throw new ProblemError(422, { code: 'duration.invalid', path: '', message: 'no' });
      },
    },
  };
  const check = (type: string, settings?: JsonObject) =>
    checkNodes(
      { ...flow(), nodes: { ship: { type, ...(settings ? { config: settings } : {}) } } } as unknown as Flow,
      (name) => types[name],
      Object.keys(types),
    );
  const url = 'https://erp.example/';

  test.each<[string, string, JsonObject | undefined, [string, string][]]>([
    ['a missing field', 'http_request@1', undefined, [['config.required', '/nodes/ship/config/url']]],
    ['a wrong type', 'http_request@1', { url: 1 }, [['config.wrong_type', '/nodes/ship/config/url']]],
    ['an unknown field', 'http_request@1', { url, ulr: 'x' }, [['config.unknown_property', '/nodes/ship/config/ulr']]],
    ['a number out of range', 'http_request@1', { url, status: 600 }, [['config.out_of_range', '/nodes/ship/config/status']]],
    ['a value not listed', 'http_request@1', { url, method: 'BREW' }, [['config.invalid', '/nodes/ship/config/method']]],
    [
      'a wrong field deep inside',
      'http_request@1',
      { url, lines: [{ sku: 'a' }, { n: 'x' }] },
      [
        ['config.required', '/nodes/ship/config/lines/1/sku'],
        ['config.wrong_type', '/nodes/ship/config/lines/1/n'],
      ],
    ],
    ['a duration out of range', 'http_request@1', { url, wait: 'P10Y' }, [['config.out_of_range', '/nodes/ship/config/wait']]],
    ['a duration that is none', 'http_request@1', { url, wait: 'Pfff' }, [['config.out_of_range', '/nodes/ship/config/wait']]],
    ['no choice made', 'wait@1', {}, [['config.required', '/nodes/ship/config']]],
    ['two choices made', 'wait@1', { for: 'PT1M', until: 'x' }, [['config.invalid', '/nodes/ship/config']]],
    ['an expression where none may be', 'http_request@1', { url, method: { $expr: 'order.method' } }, [['config.invalid', '/nodes/ship/config/method']]],
    ['a rule of the node itself', 'moody@1', {}, [['config.invalid_header', '/nodes/ship/config/h']]],
    ['a rule that throws', 'thrower@1', {}, [['duration.invalid', '/nodes/ship/config']]],
    ['an unknown type', 'telnet.connect@1', {}, [['flow.unknown_node_type', '/nodes/ship/type']]],
    [
      'expressions anywhere else',
      'http_request@1',
      { url: { $expr: 'a' }, status: { $expr: 'b' }, lines: [{ $expr: 'c' }, { sku: { $expr: 'd' } }], headers: { x: { $expr: 'e' } } },
      [],
    ],
    ['an expression for a whole list', 'http_request@1', { url, lines: { $expr: 'order.lines' } }, []],
    ['a chosen expression', 'wait@1', { until: { $expr: 'order.at' } }, []],
  ])('%s', (_, type, settings, expected) => {
    const problems = check(type, settings);
    expect(problems.map(({ code, path }) => [code, path])).toEqual(expected);
    for (const { node } of problems) expect(node).toBe('ship');
  });

  test.each([
    ['wiat@1', 'Did you mean wait@1?'],
    ['wait@7', 'Did you mean wait@1?'],
    ['http_requst@1', 'Did you mean http_request@1?'],
    ['telnet.connect@1', 'There is no node type telnet.connect@1.'],
  ])('%s: %s', (type, message) => expect(check(type)[0]?.message).toMatch(new RegExp(`${message.replaceAll(/[.?]/g, '\\$&')}$`)));
});

test.each([{ format: 0 }, { format: 2 }, { format: 999 }, { format: '1' }, { format: null }])('%j cannot be migrated and says what can', (value) => {
  expect(() => migrate(value)).toThrow(/this hub reads format 1/);
});
test.each([[flow()], [null], [[]], ['x'], [{}]])('%j is left to the checks', (value) => expect(migrate(value)).toBe(value));
