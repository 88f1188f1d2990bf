import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { versionOf } from './canonical.ts';
import { countsOf, diffFlows, type FieldChange, type FlowDiff, isSameDrawing, isSameVersion } from './diff.ts';
import type { Flow, Json } from './flow.ts';
import { sayDiff } from './say-diff.ts';

const heatPump = JSON.parse(readFileSync(new URL('heat_pump.flow.json', import.meta.url), 'utf8')) as Flow;

const small: Flow = {
  format: 1,
  id: 'small',
  title: 'Small',
  zone: 'Europe/Stockholm',
  slots: { wms: 'sandbox_wms' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'small' } },
    window: { type: 'cancellation_window@1', title: 'Window', config: { for: 'PT30M' } },
    reserve: { type: 'sandbox_wms.reserve@1', slot: 'wms', config: { lines: { $expr: 'order.lines' } }, retry: { attempts: 5 } },
    stop: { type: 'transform@1', config: { output: 1 } },
  },
  edges: [
    { from: 'order', to: 'window' },
    { from: 'window.released', to: 'reserve' },
    { from: 'reserve.error', to: 'stop' },
  ],
  layout: { order: [0, 0], window: [260, 0] },
};

describe('a diff', () => {
  test('names nodes that came, went and changed, field by field, and ports that lead elsewhere', () => {
    const { stop: _, ...kept } = small.nodes;
    const after: Flow = {
      ...small,
      nodes: {
        ...kept,
        window: { type: 'cancellation_window@1', title: 'Cancellation window', config: { for: 'PT45M' } },
        reserve: { ...small.nodes['reserve']!, config: { lines: { $expr: 'order.lines[0]' } }, retry: { attempts: 8 } },
        call: { type: 'task@1', title: 'Call', config: { title: 'Call', role: 'operator' } },
      },
      edges: [
        { from: 'order', to: 'reserve' },
        { from: 'window.released', to: 'reserve' },
        { from: 'window.timeout', to: 'call' },
      ],
      zone: 'Europe/Berlin',
      slots: { wms: 'ongoing' },
      signals: { cancel: {} },
      layout: { order: [0, 0], window: [260, 80] },
    };
    const diff = diffFlows(small, after);
    expect(
      diff.nodes.map(({ node, kind, fields, ports }) => ({ node, kind, fields: fields.map(({ path }) => path), ports: ports.map(({ from }) => from) })),
    ).toEqual([
      { node: 'call', kind: 'added', fields: [], ports: [] },
      { node: 'order', kind: 'changed', fields: [], ports: ['order'] },
      { node: 'reserve', kind: 'changed', fields: ['/nodes/reserve/config/lines', '/nodes/reserve/retry/attempts'], ports: [] },
      { node: 'stop', kind: 'removed', fields: [], ports: [] },
      { node: 'window', kind: 'changed', fields: ['/nodes/window/config/for'], ports: ['window.timeout'] },
    ]);
    expect(diff.edges).toEqual({
      added: [{ from: 'window.timeout', to: 'call' }],
      removed: [{ from: 'reserve.error', to: 'stop' }],
      rewired: [{ from: 'order', before: ['window'], after: ['reserve'] }],
    });
    expect(countsOf(diff)).toEqual({ added: 1, removed: 1, changed: 3, moved: 1 });
    expect(sayDiff(diff)).toEqual([
      '+ node call "Call" (task@1)',
      '~ node reserve',
      '    config.lines: {"$expr":"order.lines"} → {"$expr":"order.lines[0]"}',
      '    retry.attempts: 5 → 8',
      '- node stop (transform@1)',
      '~ node window "Cancellation window"',
      '    config.for: "PT30M" → "PT45M"',
      '+ edge window.timeout → call',
      '- edge reserve.error → stop',
      '~ edge order: window → reserve',
      '~ zone: "Europe/Stockholm" → "Europe/Berlin"',
      '~ signals: nothing → {"cancel":{}}',
      '~ slots.wms: "sandbox_wms" → "ongoing"',
      'Not part of the version:',
      '  moved: window',
      '  nodes.window.title: "Window" → "Cancellation window"',
    ]);
  });

  test('of a drawing that was only moved, renamed and annotated is the same version', () => {
    const diff = diffFlows(small, { ...small, title: 'Other', layout: { order: [20, 0] }, notes: { n: { text: 'See the manual' } } });
    expect(isSameVersion(diff)).toBe(true);
    expect(isSameDrawing(diff)).toBe(false);
    expect(diff.apart).toEqual({ moved: ['order', 'window'], notes: ['n'], tests: [], words: [{ path: '/title', before: 'Small', after: 'Other' }] });
  });

  test('of a draft and a version does not count what the version was frozen with', () => {
    expect(isSameDrawing(diffFlows({ ...small, lock: { nodes: { webhook: 1 } } }, { ...small, tests: { one: {} as never } }))).toBe(true);
    expect(diffFlows(small, { ...small, tests: { one: {} as never } }).apart.tests).toEqual(['one']);
    expect(diffFlows({ ...small, lock: { subflows: { a: 'x' } } }, { ...small, lock: { subflows: { a: 'y' } } }).lock).toHaveLength(1);
  });
});

/** What a person may do to a drawing, drawn by chance. */
const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constant(null),
  fc.record({ $expr: fc.constantFrom('order.a', 'order.b') }),
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b/c', 'd~e'), fc.integer()),
) as fc.Arbitrary<Json>;
const ids = fc.constantFrom(...Object.keys(heatPump.nodes), 'fresh', 'other');
const edit: fc.Arbitrary<(flow: Flow) => Flow> = fc.oneof(
  fc.tuple(ids, fc.constantFrom('for', 'output', 'lines'), value).map(([id, field, put]) => (flow: Flow) => ({
    ...flow,
    nodes: { ...flow.nodes, [id]: { ...(flow.nodes[id] ?? { type: 'transform@1' }), config: { ...flow.nodes[id]?.config, [field]: put } } },
  })),
  ids.map((id) => (flow: Flow) => ({ ...flow, nodes: Object.fromEntries(Object.entries(flow.nodes).filter(([other]) => other !== id)) })),
  fc.tuple(ids, ids).map(
    ([from, to]) =>
      (flow: Flow) =>
        flow.edges.some((edge) => edge.from === from && edge.to === to) ? flow : { ...flow, edges: [...flow.edges, { from, to }] },
  ),
  fc.nat(20).map((at) => (flow: Flow) => ({ ...flow, edges: flow.edges.filter((_, place) => place !== at) })),
  fc.tuple(ids, fc.string()).map(([id, title]) => (flow: Flow) => ({
    ...flow,
    nodes: { ...flow.nodes, [id]: { ...(flow.nodes[id] ?? { type: 'join@1' }), title } },
  })),
  fc.tuple(ids, fc.integer()).map(([id, x]) => (flow: Flow) => ({ ...flow, layout: { ...flow.layout, [id]: [x, 0] as [number, number] } })),
  fc.constantFrom('UTC', 'Europe/Berlin').map((zone) => (flow: Flow) => ({ ...flow, zone })),
  fc.dictionary(fc.constantFrom('wms', 'erp'), fc.constantFrom('one', 'two')).map((slots) => (flow: Flow) => ({ ...flow, slots })),
);
const edited = fc.array(edit, { maxLength: 8 }).map((edits) => edits.reduce((flow, change) => change(flow), heatPump));

describe('of any two drawings', () => {
  test('what is equal has no difference', () => {
    fc.assert(
      fc.property(edited, (flow) => {
        const diff = diffFlows(flow, structuredClone(flow));
        expect(isSameDrawing(diff)).toBe(true);
        expect(sayDiff(diff)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('no difference is the same version, any difference another one', () => {
    fc.assert(
      fc.property(edited, edited, (one, other) => {
        expect(isSameVersion(diffFlows(one, other))).toBe(versionOf(one) === versionOf(other));
      }),
      { numRuns: 300 },
    );
  });

  test('the former drawing with the difference laid over it is the newer version', () => {
    fc.assert(
      fc.property(edited, edited, (one, other) => {
        expect(versionOf(laidOver(one, diffFlows(one, other), other))).toBe(versionOf(other));
      }),
      { numRuns: 300 },
    );
  });

  test('turned round it is the other way round', () => {
    fc.assert(
      fc.property(edited, edited, (one, other) => {
        const [there, back] = [countsOf(diffFlows(one, other)), countsOf(diffFlows(other, one))];
        expect([back.removed, back.added, back.moved]).toEqual([there.added, there.removed, there.moved]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Added nodes are taken as they stand; everything else comes from the difference alone. */
function laidOver(before: Flow, diff: FlowDiff, after: Flow): Flow {
  const flow = structuredClone(before);
  for (const { node, kind, fields } of diff.nodes) {
    if (kind === 'removed') delete flow.nodes[node];
    else if (kind === 'added') flow.nodes[node] = structuredClone(after.nodes[node]!);
    else lay(flow, fields);
  }
  for (const fields of [diff.settings, diff.signals, diff.slots]) lay(flow, fields);
  const gone = [...diff.edges.removed, ...diff.edges.rewired.flatMap(({ from, before: to }) => to.map((one) => ({ from, to: one })))];
  const come = [...diff.edges.added, ...diff.edges.rewired.flatMap(({ from, after: to }) => to.map((one) => ({ from, to: one })))];
  return { ...flow, edges: [...flow.edges.filter((edge) => !gone.some(({ from, to }) => from === edge.from && to === edge.to)), ...come] };
}

function lay(flow: Flow, fields: FieldChange[]): void {
  // From behind, so that what a list loses does not move what is still to be changed.
  for (const { path, after } of [...fields].reverse()) {
    const parts = path
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = parts.pop()!;
    const place = parts.reduce((at, part) => at[part] as Record<string, Json>, flow as unknown as Record<string, Json>);
    if (after !== undefined) place[last] = structuredClone(after);
    else if (Array.isArray(place)) place.splice(Number(last), 1);
    else delete place[last];
  }
}
