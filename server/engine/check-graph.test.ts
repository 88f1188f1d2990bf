import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { defineNode, type NodeType } from '../../nodes/node-type.ts';
import { draw } from '../../test/support/tell.ts';
import { testNodes } from '../../test/support/test-nodes.ts';
import { checkGraph } from './check-graph.ts';

const shopCall: NodeType = defineNode({
  ...{ type: 'shop.call@1', title: 'Call the shop', summary: '', group: 'connectors', icon: 'plug', ports: ['done'], config: {} },
  effect: { class: 'A' },
  run: () => ({ kind: 'emit', output: null }),
});
const mail: NodeType = defineNode({
  ...{ type: 'mail@1', title: 'Mail', summary: '', group: 'connectors', icon: 'mail', ports: ['done'], config: {} },
  effect: { class: 'C', money: false },
  run: () => ({ kind: 'emit', output: null }),
});
const types = new Map([...coreNodes, ...testNodes, shopCall, mail].map((type) => [type.type, type]));
const check = (flow: Flow) => checkGraph(flow, (type) => types.get(type));
/** `code path` of each problem. */
const told = (flow: Flow): string[] => check(flow).map(({ code, path }) => `${code} ${path}`);

const start = 'begin@1';
const a = 'call_a@1';
const wait = { type: 'wait@1', config: { for: 'P1D' } };

it('a drawing without a fault has no problems', () => {
  const flow = draw(
    { start, lines: 'for_each@1', pick: a, sure: { type: 'call_c@1', policy: 'at-most-once' }, mail: 'mail@1', call: { type: 'shop.call@1', slot: 'shop' } },
    ['start > lines', 'lines.item > pick', 'pick.timeout > sure', 'lines > call', 'call.error > mail'],
    { slots: { shop: 'shop' }, signals: { cancel: {} }, lane: { key: { $expr: 'trigger.customer' } } },
  );
  expect(check(flow)).toEqual([]);
});

describe('a problem is told where it is', () => {
  it.each<[string, Flow, string[]]>([
    ['nothing starts it', draw({ a: wait }, []), ['flow.no_trigger /nodes', 'flow.unreachable /nodes/a']],
    ['a line starts nowhere', draw({ start, a: wait }, ['start > a', 'gone > a']), ['flow.edge_source_missing /edges/1/from']],
    ['a line starts at a port of nowhere', draw({ start, a: wait }, ['start > a', 'gone.done > a']), ['flow.edge_source_missing /edges/1/from']],
    ['a line leads nowhere', draw({ start, a: wait }, ['start > a', 'a > gone']), ['flow.edge_target_missing /edges/1/to']],
    [
      'a line starts at a port the node does not have',
      draw({ start, a: wait }, ['start > a', 'a.late > a']),
      ['flow.unknown_port /edges/1/from', 'flow.cycle /edges'],
    ],
    ['a line leads into a trigger', draw({ start, a: wait, again: start }, ['start > a', 'a > again']), ['flow.edge_into_trigger /edges/1/to']],
    ['a slot is not declared', draw({ start, call: { type: 'shop.call@1', slot: 'shop' } }, ['start > call']), ['flow.slot_missing /nodes/call/slot']],
    ['a connector’s node has no slot', draw({ start, call: 'shop.call@1' }, ['start > call']), ['flow.slot_required /nodes/call/slot']],
    [
      'a slot holds another connector',
      draw({ start, call: { type: 'shop.call@1', slot: 'erp' } }, ['start > call'], { slots: { erp: 'erp' } }),
      ['flow.slot_mismatch /nodes/call/slot'],
    ],
    [
      'a signal leads nowhere',
      draw({ start, a: wait }, ['start > a'], { signals: { recall: { to: 'gone' } } }),
      ['flow.signal_target_missing /signals/recall/to'],
    ],
    ['no line leads to a node', draw({ start, a: wait, b: wait, c: wait }, ['start > a', 'b > c']), ['flow.unreachable /nodes/b', 'flow.unreachable /nodes/c']],
    [
      'a line leads out of a container',
      draw({ start, lines: 'for_each@1', pick: wait, after: wait }, ['start > lines', 'lines.item > pick', 'lines > after', 'pick > after']),
      ['flow.container_escape /nodes/after'],
    ],
    [
      'an effect that cannot be repeated says nothing of it',
      draw({ start, call: 'call_c@1' }, ['start > call']),
      ['flow.effect_policy_missing /nodes/call/policy'],
    ],
    [
      'a wait for facts has no end',
      draw({ start, facts: { type: 'wait_for@1', config: { all: ['booked'] } } }, ['start > facts']),
      ['flow.unbounded_wait /nodes/facts/config/deadline'],
    ],
    ['a wait for facts has no config', draw({ start, facts: 'wait_for@1' }, ['start > facts']), ['flow.unbounded_wait /nodes/facts/config/deadline']],
    [
      'an effect is reached twice',
      draw({ start, x: wait, y: wait, ship: a }, ['start > x', 'start > y', 'x > ship', 'y > ship']),
      ['flow.effect_twice /nodes/ship'],
    ],
    [
      'a lane key must be computed',
      draw({ start }, [], { lane: { key: { $expr: '$uppercase(trigger.customer)' } } }),
      ['flow.lane_key_not_plain /lane/key/$expr'],
    ],
  ])('%s', (_case, flow, problems) => {
    expect(told(flow)).toEqual(problems);
  });

  it('and names what it is about: the node’s own title, its id where it has none, and the ports there are', () => {
    const titled = { ...wait, title: 'A day off' };
    const late = check(draw({ start, a: titled }, ['start > a', 'a.late > a']));
    expect(late[0]?.message).toBe('A day off has no port "late". It has done, error, timeout, compensate.');
    expect(check(draw({ start, a: wait }, ['start > a', 'a.late > a']))[0]?.message).toBe('a has no port "late". It has done, error, timeout, compensate.');
    expect(check(draw({ start, a: wait, again: { type: start, title: 'Again' } }, ['start > a', 'a > again']))[0]?.message).toMatch(/^Again is a trigger/);
    for (const call of ['slot_missing', 'slot_required', 'slot_mismatch']) {
      const slot = { slot_missing: { slot: 'x' }, slot_required: {}, slot_mismatch: { slot: 'erp' } }[call];
      const flow = draw({ start, call: { type: 'shop.call@1', title: 'Tell the shop', ...slot } }, ['start > call'], { slots: { erp: 'erp' } });
      expect(check(flow)).toMatchObject([{ code: `flow.${call}`, node: 'call', message: expect.stringContaining('Tell the shop') }]);
    }
  });
});

describe('a circle', () => {
  it('is told node by node, and the rest is not judged', () => {
    const flow = draw({ start, a: wait, b: wait, c: wait }, ['start > a', 'a > b', 'b > c', 'c > b', 'a > c']);
    expect(check(flow)).toMatchObject([{ code: 'flow.cycle', node: 'b', message: expect.stringMatching(/^b → c → b goes in a circle/) }]);
  });

  it('is found behind parts that were already seen to be sound', () => {
    const flow = draw({ start, a: wait, b: wait, c: wait, d: wait }, ['start > a', 'start > b', 'a > b', 'c > d', 'd > c', 'd > b']);
    expect(check(flow)).toMatchObject([{ code: 'flow.cycle', message: expect.stringMatching(/^c → d → c /) }]);
  });
});

describe('a drawing with a node of an unknown type', () => {
  it('is judged on what is understood: the unknown is another pass’s to tell', () => {
    expect(told(draw({ start: 'gone@1', a: wait, b: wait }, ['start > a', 'start.any > b', 'a > b']))).toEqual([
      'flow.unreachable /nodes/a',
      'flow.unreachable /nodes/b',
    ]);
    expect(told(draw({ start, a: { type: 'gone.call@1' }, b: wait }, ['start > a', 'a > b', 'start > b']))).toEqual([]);
  });
});

describe('a node that two lines reach', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['from two ways of one choice', { x: 'wait_for@1', ship: a }, ['start > x', 'x > ship', 'x.withdrawn > ship']],
    ['behind a join', { x: a, y: a, both: 'join@1', ship: a }, ['start > x', 'start > y', 'x > both', 'y > both', 'both > ship']],
    ['and that moves nothing', { x: 'transform@1', y: 'transform@1', mail: 'mail@1' }, ['start > x', 'start > y', 'x > mail', 'y > mail']],
  ])('%s is no problem', (_case, nodes, edges) => {
    expect(told(draw({ start, ...nodes }, edges)).filter((one) => one.startsWith('flow.effect_twice'))).toEqual([]);
  });
});
