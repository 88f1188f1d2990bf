import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { layoutOf } from '../canvas/layout.ts';
import { declaredPorts } from '../canvas/ports.ts';
import { createEditor } from '../draft/editor.ts';
import { placeAfter } from '../draft/edits/free-place.ts';
import { reaches } from '../draft/edits/lines.ts';
import { swapped } from '../draft/edits/swap.ts';
import { choiceCommands } from './choice-commands.ts';
import { type Ask, choicesFor, fromOf, portsToConnect } from './choices.ts';
import { doChoice } from './do-choice.ts';

const types = new Map(nodeTypes.map((info) => [info.type, info]));
const chosen = (flow: Flow, ask: Ask, text: string) => choicesFor(flow, types, ask, text)[0]!;
const done = (flow: Flow, ask: Ask, text: string) => doChoice(flow, types, ask, chosen(flow, ask, text), flow.layout ?? {});
const empty: Flow = { format: 1, id: 'new', title: 'New', nodes: {}, edges: [] };

describe('choices', () => {
  it('say why a node does not fit, and put those last', () => {
    const [trigger] = Object.keys(heatPump.nodes);
    const choices = choicesFor(heatPump, types, { kind: 'connect', node: heatPump.edges[0]!.to, port: '' }, '');
    const shut = choices.filter(({ isShut }) => isShut);
    expect(shut.find(({ key }) => key === `node ${trigger}`)?.words).toContain('trigger');
    expect(choices.slice(-shut.length)).toEqual(shut);
    expect(choices.some(({ isShut, to }) => !isShut && 'type' in to)).toBe(true);
  });
  it('of a line never make a loop', () => {
    for (const node of Object.keys(heatPump.nodes))
      for (const { to, isShut } of choicesFor(heatPump, types, { kind: 'connect', node, port: '' }, ''))
        if ('node' in to && reaches(heatPump, to.node, node)) expect(isShut).toBe(true);
  });
  it('begin with what begins with the text', () => {
    expect(chosen(heatPump, { kind: 'new' }, 'wait').title).toBe('Wait for signals');
  });
});

describe('doing one', () => {
  it('draws a flow from nothing, node after node, with its slot', () => {
    const order = done(empty, { kind: 'new' }, 'shopify');
    expect(order.flow).toMatchObject({ slots: { shopify: 'shopify' }, nodes: { order_created: { slot: 'shopify' } } });
    const window = done(order.flow, { kind: 'after', node: 'order_created', port: '' }, 'cancellation');
    const credit = done(window.flow, { kind: 'after', node: 'cancellation_window', port: 'released' }, 'limit');
    expect(credit.flow.edges).toEqual([
      { from: 'order_created', to: 'cancellation_window' },
      { from: 'cancellation_window', to: 'credit_gate' },
    ]);
    const places = Object.values(credit.flow.layout!).map(String);
    expect(new Set(places).size).toBe(3);
    const task = done(credit.flow, { kind: 'connect', node: 'credit_gate', port: 'review' }, 'task');
    expect(task.flow.edges.at(-1)).toEqual({ from: 'credit_gate.review', to: 'task' });
  });
  it('puts a node into a line that is there', () => {
    const [line] = heatPump.edges;
    const { flow, node } = done(heatPump, { kind: 'after', node: line!.from, port: '' }, 'wait for');
    expect(flow.edges).toContainEqual({ from: line!.from, to: node });
    expect(flow.edges).toContainEqual({ from: node, to: line!.to });
    expect(flow.edges).not.toContainEqual(line);
  });
  it('puts a node before another, whatever leads there', () => {
    const target = heatPump.edges.map(({ to }) => to).find((to, n, all) => all.indexOf(to) !== n)!;
    const { flow, node } = done(heatPump, { kind: 'before', node: target }, 'task');
    expect(flow.edges.filter(({ to }) => to === target)).toEqual([{ from: node, to: target }]);
    expect(flow.edges.filter(({ to }) => to === node).length).toBe(heatPump.edges.filter(({ to }) => to === target).length);
  });
  it('does not name a default port', () => {
    expect(fromOf(heatPump, types, 'window', 'released')).toBe('window');
    expect(fromOf(heatPump, types, 'window', 'canceled')).toBe('window.canceled');
    expect(portsToConnect(heatPump, types, 'window')).toEqual(['released', 'canceled', 'timeout', 'error']);
  });
});

describe('commands', () => {
  it('name both ends, say why one does not fit, and do it in one step', () => {
    const editor = createEditor({ flow: heatPump, rev: 1, problems: [] }, { now: () => 0 });
    expect(choiceCommands(editor, types, 'wait', () => {})).toEqual([]);
    editor.select(['window']);
    const commands = choiceCommands(editor, types, 'credit', () => {});
    expect(commands.map(({ title }) => title)).toContain('Connect Cancellation window to Credit review');
    const insert = choiceCommands(editor, types, 'task', () => {}).find(({ title }) => title === 'Insert Task before Cancellation window')!;
    insert.run();
    expect(editor.get().undoName).toBe('Insert Task before Cancellation window');
    expect(editor.get().flow.edges.filter(({ to }) => to === 'window')).toEqual([{ from: 'task', to: 'window' }]);
  });
});

describe('places', () => {
  it('never cover another card', () => {
    for (const id of Object.keys(heatPump.nodes)) {
      const places = layoutOf(heatPump, types, false);
      const [x, y] = placeAfter(heatPump, id, places);
      for (const [px, py] of Object.values(places)) expect(Math.abs(px - x) >= 228 || Math.abs(py - y) >= 160).toBe(true);
    }
  });
});

describe('changing places', () => {
  const mainPort = (id: string) => declaredPorts(heatPump.nodes[id]!, types.get(heatPump.nodes[id]!.type))[0];
  it('there and back is nothing', () => {
    const line: Flow = {
      ...empty,
      nodes: { a: { type: 'x@1' }, b: { type: 'x@1' }, c: { type: 'x@1' }, d: { type: 'x@1' } },
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'd' },
      ],
    };
    const once = swapped(line, 'c', 'earlier', () => undefined)!;
    expect(once.edges.map(({ from, to }) => `${from}${to}`).sort()).toEqual(['ac', 'bd', 'cb']);
    const back = swapped(once, 'c', 'later', () => undefined)!;
    expect(back.edges.map(({ from, to }) => `${from}${to}`).sort()).toEqual(['ab', 'bc', 'cd']);
    expect(swapped(line, 'b', 'earlier', () => undefined)).toBeUndefined();
  });
  it('is refused where several lines meet', () => {
    const target = heatPump.edges.map(({ to }) => to).find((to, n, all) => all.indexOf(to) !== n)!;
    expect(swapped(heatPump, target, 'earlier', mainPort)).toBeUndefined();
  });
});
