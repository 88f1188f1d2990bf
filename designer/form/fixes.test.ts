import { describe, expect, it } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import { checkNodes } from '../../flows/check.ts';
import type { Flow, Problem } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { checkGraph } from '../../server/engine/check-graph.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { fixesOf } from './fixes.ts';
import { byHome, homeOf, problemsOf } from './problems.ts';

const types = [...coreNodes, ...connectorNodes()];
const find = (type: string) => types.find((one) => one.type === type);
const infos: NodeTypeInfo[] = types.map(({ type, title, summary, group, icon, config }) => ({ type, title, summary, group, icon, ports: ['done'], config }));
/** What the hub itself finds wrong with a drawing. */
const check = (flow: Flow): Problem[] => [
  ...checkNodes(
    flow,
    find,
    types.map(({ type }) => type),
  ),
  ...checkGraph(flow, find),
];

const draw = (nodes: Flow['nodes'], more: Partial<Flow> = {}): Flow => {
  const ids = Object.keys(nodes);
  return {
    format: 1,
    id: 'f',
    title: 'F',
    nodes: { start: { type: 'manual@1' }, ...nodes },
    edges: ids.map((to, at) => ({ from: ids[at - 1] ?? 'start', to })),
    ...more,
  };
};

describe('one click mends what it says it mends, by the checks of the hub', () => {
  it.each<[string, string, Flow]>([
    ['flow.unbounded_wait', 'End after 14 days', draw({ a: { type: 'wait_for@1', config: { all: ['x'] } } })],
    [
      'flow.effect_policy_missing',
      'May be left undone',
      draw({ a: { type: 'http_request@1', config: { method: 'POST', url: 'https://x.example', class: 'C' } } }),
    ],
    [
      'flow.effect_policy_missing',
      'May happen twice',
      draw({ a: { type: 'http_request@1', config: { method: 'POST', url: 'https://x.example', class: 'C' } } }),
    ],
    ['flow.slot_required', 'Add slot wms', draw({ a: { type: 'sandbox_wms.release@1' } })],
    ['flow.slot_required', 'Use slot stock', draw({ a: { type: 'sandbox_wms.release@1' } }, { slots: { stock: 'sandbox_wms' } })],
    [
      'flow.slot_mismatch',
      'Use slot stock',
      draw({ a: { type: 'sandbox_wms.release@1', slot: 'bank' } }, { slots: { bank: 'sandbox_bank', stock: 'sandbox_wms' } }),
    ],
    ['flow.slot_missing', 'Add slot wms', draw({ a: { type: 'sandbox_wms.release@1', slot: 'gone' } })],
    ['flow.unreachable', 'Remove it', { ...draw({}), nodes: { start: { type: 'manual@1' }, a: { type: 'join@1' } } }],
    ['flow.unknown_node_type', 'Use wait@1', draw({ a: { type: 'wait@9', config: { for: 'PT1M' } } })],
    [
      'flow.unknown_port',
      'Remove the line',
      {
        ...draw({ a: { type: 'join@1' }, b: { type: 'join@1' } }),
        edges: [
          { from: 'start', to: 'a' },
          { from: 'a', to: 'b' },
          { from: 'a.nowhere', to: 'b' },
        ],
      },
    ],
    ['config.unknown_property', 'Remove the field', draw({ a: { type: 'join@1', config: { colour: 'red' } } })],
    ['config.class_missing', 'Neither', draw({ a: { type: 'http_request@1', config: { method: 'POST', url: 'https://x.example' } } })],
    ['config.out_of_range', 'Use 200', draw({ a: { type: 'repeat@1', config: { until: true, limit: 900 } } })],
    ['config.invalid', 'Use 30 minutes', draw({ a: { type: 'wait@1', config: { for: '30 minutes' } } })],
    ['url.scheme', 'Use https://shop.example/x', draw({ a: { type: 'http_request@1', config: { url: 'shop.example/x' } } })],
  ])('%s: %s', (code, label, flow) => {
    const problem = check(flow).find((one) => one.code === code);
    expect(problem, `the hub finds ${code}`).toBeDefined();
    const fix = fixesOf(problem!, flow, infos).find((one) => one.label === label);
    expect(fix?.kind).toBe('edit');
    if (fix?.kind !== 'edit') return;
    const after = check(fix.change(flow));
    expect(after.map((one) => `${one.code} ${one.path}`)).not.toContain(`${problem!.code} ${problem!.path}`);
  });

  it('what lies outside the drawing leads there', () => {
    const flow = draw({ a: { type: 'subflow@1', config: { flow: 'other' } } });
    const at = (code: string, path: string): Problem => ({ code, path, message: '' });
    expect(fixesOf(at('flow.slot_unbound', '/slots/wms'), flow, infos)).toEqual([{ label: 'Bind slot', kind: 'bind', slot: 'wms' }]);
    expect(fixesOf(at('flow.subflow_not_deployed', '/nodes/a/config/flow'), flow, infos)).toMatchObject([{ kind: 'go', to: { flow: 'other' } }]);
    expect(fixesOf(at('flow.cycle', '/edges'), flow, infos)).toEqual([]);
  });
});

describe('every problem has a home in the panel', () => {
  const config = find('switch@1')!.config;
  const home = (path: string) => homeOf({ code: '', path, message: '' }, config);
  it('at its field, also inside a row', () => {
    expect(home('/nodes/a/config/otherwise')).toBe('config/otherwise');
    expect(home('/nodes/a/config/cases/1/when')).toBe('config/cases/1/when');
    expect(home('/nodes/a/config/cases')).toBe('config/cases');
  });
  it('at the nearest field that is drawn, where the form has none of this name', () => {
    expect(home('/nodes/a/config/cases/1/colour')).toBe('config/cases/1');
    expect(home('/nodes/a/config/colour')).toBe('config');
  });
  it('at its part of the node', () => {
    expect(home('/nodes/a/policy')).toBe('policy');
    expect(home('/slots/wms')).toBe('slot');
    expect(home('/edges/3/from')).toBe('ports');
    expect(home('/nodes/a')).toBe('node');
  });
  it('with the slot it asks for among them, and nothing of another node', () => {
    const flow = draw({ a: { type: 'sandbox_wms.release@1', slot: 'wms' }, b: { type: 'join@1' } }, { slots: { wms: 'sandbox_wms' } });
    const problems: Problem[] = [
      { code: 'flow.slot_unbound', path: '/slots/wms', message: 'a' },
      { code: 'x', path: '/nodes/b/config/y', node: 'b', message: 'b' },
      { code: 'x', path: '/nodes/a/config/order', node: 'a', message: 'c' },
    ];
    expect([...byHome(problemsOf('a', flow, problems), find('sandbox_wms.release@1')!.config).keys()]).toEqual(['slot', 'config/order']);
  });
});
