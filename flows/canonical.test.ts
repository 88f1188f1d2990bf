import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, serialise, versionOf } from './canonical.ts';
import type { Flow, JsonObject } from './flow.ts';

const id = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/);
const config = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.jsonValue()) as fc.Arbitrary<JsonObject>;
const flows: fc.Arbitrary<Flow> = fc.record({
  format: fc.constant(1 as const),
  id,
  title: fc.string({ minLength: 1 }),
  nodes: fc.dictionary(id, fc.record({ type: fc.constant('wait@1'), title: fc.string(), config }), { minKeys: 1 }),
  edges: fc.array(fc.record({ from: id, to: id })),
  layout: fc.dictionary(id, fc.tuple(fc.integer(), fc.integer())),
});
const shuffle = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T;

describe('the version of a flow', () => {
  test('stays when boxes move, words change or the file is ordered otherwise', () => {
    fc.assert(
      fc.property(flows, fc.string(), fc.integer(), (flow, word, place) => {
        const moved: Flow = {
          ...shuffle(flow),
          $schema: 'elsewhere',
          title: word,
          description: word,
          layout: { [Object.keys(flow.nodes)[0]!]: [place, place] },
          notes: { n: { text: word } },
          nodes: shuffle(Object.fromEntries(Object.entries(flow.nodes).map(([key, node]) => [key, { ...shuffle(node), title: word, description: word }]))),
          edges: flow.edges.toReversed(),
        };
        expect(versionOf(moved)).toBe(versionOf(flow));
      }),
    );
  });

  const flow: Flow = { format: 1, id: 'a', title: 'A', nodes: { a: { type: 'wait@1', config: { for: 'PT1M', title: 'x' } } }, edges: [] };
  const node = (change: object): Flow => ({ ...flow, nodes: { a: { ...flow.nodes['a']!, ...change } } });
  test.each<[string, Flow]>([
    ['a setting', node({ config: { for: 'PT2M', title: 'x' } })],
    ['a setting called title', node({ config: { for: 'PT1M', title: 'y' } })],
    ['a type', node({ type: 'wait@2' })],
    ['a retry', node({ retry: { attempts: 2 } })],
    ['a line', { ...flow, edges: [{ from: 'a', to: 'a' }] }],
    ['a zone', { ...flow, zone: 'UTC' }],
    ['a lock', { ...flow, lock: { nodes: { wait: 1 } } }],
    ['an id', { ...flow, id: 'b' }],
  ])('changes with %s', (_, changed) => expect(versionOf(changed)).not.toBe(versionOf(flow)));
  test('is 32 hex digits', () => expect(versionOf(flow)).toMatch(/^[0-9a-f]{32}$/));
});

describe('the text of a flow', () => {
  test('says the same flow, and is written the same way again', () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const text = serialise(flow);
        const read = JSON.parse(text) as Flow;
        expect(canonicalJson(read)).toBe(canonicalJson({ ...flow, edges: read.edges }));
        expect(serialise(read)).toBe(text);
        expect(serialise({ ...shuffle(flow), nodes: shuffle(flow.nodes), edges: flow.edges.toReversed() })).toBe(text);
      }),
    );
  });

  test('has a fixed order, one line per edge and an end of line', () => {
    const flow: Flow = {
      edges: [
        { to: 'a', from: 'b.done' },
        { to: 'b', from: 'a' },
      ],
      nodes: { b: { config: { until: { $expr: 'x' }, all: ['p', 'q'] }, type: 'wait@1' }, a: { type: 'manual@1' } },
      title: 'A',
      layout: { b: [256, 0], a: [0, 0] },
      id: 'a',
      format: 1,
    };
    expect(serialise(flow)).toBe(`{
  "format": 1,
  "id": "a",
  "title": "A",
  "nodes": {
    "a": { "type": "manual@1" },
    "b": {
      "type": "wait@1",
      "config": {
        "all": ["p", "q"],
        "until": { "$expr": "x" }
      }
    }
  },
  "edges": [
    { "from": "a", "to": "b" },
    { "from": "b.done", "to": "a" }
  ],
  "layout": {
    "a": [0, 0],
    "b": [256, 0]
  }
}
`);
  });
});

test.each<[unknown, string]>([
  [{ b: 1, a: [1, null, { d: undefined, c: '' }] }, '{"a":[1,null,{"c":""}],"b":1}'],
  [[-0, 1e21, 1e-7, 0.1], '[0,1e+21,1e-7,0.1]'],
  [
    { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 },
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  ],
])('canonical JSON %#', (value, text) => expect(canonicalJson(value)).toBe(text));
test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n])('%s has no canonical JSON', (value) => expect(() => canonicalJson(value)).toThrow(/no JSON form/));
