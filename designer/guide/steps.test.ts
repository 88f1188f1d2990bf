import { describe, expect, test } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import { checkEnvelope, checkNodes } from '../../flows/check.ts';
import { checkExpressions } from '../../flows/check-expressions.ts';
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { checkGraph } from '../../server/engine/check-graph.ts';
import { portsOf } from '../../server/engine/plan.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { removeNodes } from '../draft/edits/nodes.ts';
import { doNext, doStep } from './do-step.ts';
import { ghostOf } from './ghost.ts';
import { currentStep, type Facts, isDone, nodeOf, stepIds } from './steps.ts';

const all = new Map([...coreNodes, ...connectorNodes()].map((type) => [type.type, type]));
const types = new Map(
  [...all.values()].map(
    (type) => [type.type, { ...type, ports: portsOf(type, {}), trigger: type.trigger?.kind, effect: type.effect && { class: 'A', money: true } }] as const,
  ),
) as unknown as ReadonlyMap<string, NodeTypeInfo>; // all the guide asks of a type

const empty: Flow = { format: 1, id: 'my_first_flow', title: 'My first flow', nodes: {}, edges: [] };
const facts = (flow: Flow, more: Partial<Facts> = {}): Facts => ({ flow, types, deployed: false, demo: true, ...more });
const drawing = ['order', 'hold', 'wait', 'ship'] as const;
const drawn = (until: number, more: Partial<Facts> = {}): Flow => drawing.slice(0, until).reduce((flow, id) => doStep(id, facts(flow, more)), empty);
const done = (flow: Flow, more: Partial<Facts> = {}) => stepIds.filter((id) => isDone(id, facts(flow, more)));

test.each([true, false])('done step by step, the drawing is sound and each step is seen in it (demo %s)', (demo) => {
  for (let n = 0; n <= 4; n += 1) {
    const flow = drawn(n, { demo });
    expect(done(flow, { demo })).toEqual(drawing.slice(0, n));
    expect(checkEnvelope(flow)).toEqual([]);
  }
  const flow = drawn(4, { demo });
  const find = (type: string) => all.get(type);
  const problems = [...checkNodes(flow, find, [...all.keys()]), ...checkExpressions(flow), ...checkGraph(flow, find)];
  expect(problems.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  expect(flow.slots).toEqual({ wms: 'sandbox_wms', erp: 'sandbox_erp', ...(demo ? { shop: 'sandbox_shop' } : {}) });
  expect(flow.key).toEqual({ $expr: 'trigger.number' });
  expect(flow.edges).toEqual([
    { from: expect.any(String), to: 'cancellation_window' },
    { from: 'cancellation_window.released', to: 'wait_for' },
    { from: 'wait_for.done', to: 'reserve' },
    { from: 'reserve.reserved', to: 'ship' },
    { from: 'ship', to: 'create_invoice' },
  ]);
  const places = Object.values(flow.layout ?? {});
  expect(places).toHaveLength(6);
  expect(new Set(places.map(String)).size).toBe(6);
  expect(Math.max(...places.map(([x]) => x))).toBe(40 + 3 * 256);
});

test('a step that is done changes nothing when it is done again', () => {
  const flow = drawn(4);
  for (const id of stepIds) expect(doStep(id, facts(flow))).toBe(flow);
});

test('what is taken away is to do again', () => {
  const flow = removeNodes(drawn(4), ['wait_for'], { mainPort: () => undefined });
  expect(currentStep(facts(flow))).toBe('wait');
});

test('a step that is done names the node that stands for it', () => {
  expect(stepIds.map((id) => nodeOf(id, facts(drawn(3))))).toEqual(['order_created', 'cancellation_window', 'wait_for', undefined, undefined, undefined]);
});

test('trying is seen by a test that was kept, deploying by what is deployed', () => {
  const flow: Flow = {
    ...drawn(4),
    tests: { a: { title: 'A', trigger: 'order_created', document: {}, at: '2026-11-26T08:00:00Z', expect: { status: 'completed', path: [] } } },
  };
  expect(currentStep(facts(drawn(4)))).toBe('try');
  expect(currentStep(facts(flow))).toBe('deploy');
  expect(currentStep(facts(flow, { deployed: true }))).toBe(undefined);
});

describe('drawn by hand', () => {
  const hand = (nodes: Flow['nodes'], edges: Flow['edges'] = []): Flow => ({ ...empty, nodes, edges });
  test('any trigger counts', () => {
    expect(done(hand({ a: { type: 'manual@1' } }))).toEqual(['order']);
    expect(done(hand({ a: { type: 'wait@1' } }))).toEqual([]);
  });

  test('a window counts once the trigger leads to it and it says how long', () => {
    const nodes = { a: { type: 'manual@1' }, w: { type: 'cancellation_window@1' } };
    expect(done(hand({ ...nodes, w: { type: 'cancellation_window@1', config: { for: 'PT1H' } } }))).toEqual(['order']);
    const unset = hand(nodes, [{ from: 'a', to: 'w' }]);
    expect(done(unset)).toEqual(['order']);
    const set = doStep('hold', facts(unset));
    expect(set.nodes['w']).toEqual({ type: 'cancellation_window@1', config: { for: 'PT30M' } });
    expect(Object.keys(set.nodes)).toEqual(['a', 'w']);
  });

  test('a wait keeps the signals somebody named and gets the deadline it lacks', () => {
    const nodes = { a: { type: 'manual@1' }, q: { type: 'wait_for@1', config: { any: ['quote.signed'] } } };
    const flow = doStep('wait', facts(hand(nodes, [{ from: 'a', to: 'q' }])));
    expect(flow.nodes['q']?.config).toEqual({ any: ['quote.signed'], deadline: 'P14D' });
  });

  test('two calls to systems of one’s own count as shipped', () => {
    const nodes: Flow['nodes'] = {
      a: { type: 'manual@1' },
      q: { type: 'wait_for@1', config: { any: ['x'], deadline: 'P1D' } },
      one: { type: 'http_request@1' },
      two: { type: 'http_request@1' },
    };
    const edges = [{ from: 'a', to: 'q' }, { from: 'q', to: 'one' }, { from: 'one', to: 'two' }]; // biome-ignore format: one line
    expect(isDone('ship', facts(hand(nodes, edges)))).toBe(true);
    expect(isDone('ship', facts(hand(nodes, edges.slice(0, 2))))).toBe(false);
  });

  test('what already follows a node goes on behind the one put there', () => {
    const flow = doStep('hold', facts(hand({ a: { type: 'manual@1' }, q: { type: 'wait_for@1' } }, [{ from: 'a', to: 'q' }])));
    expect(flow.edges).toEqual([
      { from: 'a', to: 'cancellation_window' },
      { from: 'cancellation_window', to: 'q' },
    ]);
  });
});

describe('the ghost', () => {
  test('stands where the node will stand, and its line ends there', () => {
    for (const [n, id] of drawing.entries()) {
      const flow = drawn(n);
      const ghost = ghostOf(id, facts(flow));
      const next = doNext(id, facts(flow));
      const added = Object.keys(next.nodes).find((node) => !flow.nodes[node]) ?? '';
      expect(Object.keys(next.nodes)).toHaveLength(Object.keys(flow.nodes).length + 1);
      expect([ghost?.x, ghost?.y]).toEqual(next.layout?.[added]);
      expect(ghost?.title).toBe(next.nodes[added]?.title);
      expect(ghost?.line.at(-1)).toEqual(n === 0 ? undefined : { x: ghost?.x, y: (ghost?.y ?? 0) + 28 });
    }
  });

  test('there is none where nothing is to add', () => {
    const flow = drawn(4);
    expect(stepIds.map((id) => ghostOf(id, facts(flow)))).toEqual(stepIds.map(() => undefined));
  });
});
