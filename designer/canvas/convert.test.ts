import { expect, test } from 'vitest';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { toCanvas } from './convert.ts';

const drawing = toCanvas(heatPump, nodeTypes, true);

test('a line says where it comes from, by which port and where it goes', () => {
  const labels = drawing.edges.map((edge) => edge.ariaLabel);
  expect(labels).toContain('Credit gate, approved, to Wait for installer');
  expect(labels).toContain('Ship, to Send e-invoice');
});

test('a node of an unknown type keeps its place and shows its id', () => {
  const flow = { ...heatPump, nodes: { ...heatPump.nodes, ship: { type: 'gone.ship@2' } } };
  const node = toCanvas(flow, nodeTypes, true).nodes.find((one) => one.id === 'ship')!;
  expect([node.data.title, node.data.group]).toEqual(['gone.ship@2', 'unknown']);
});

test('a line to what undoes a node is dashed and says so', () => {
  const flow = {
    ...heatPump,
    nodes: { ...heatPump.nodes, back: { type: 'transform@1' } },
    edges: [...heatPump.edges, { from: 'ship.compensate', to: 'back' }],
  };
  const drawn = toCanvas(flow, nodeTypes, true);
  expect(drawn.edges.find((edge) => edge.target === 'back')?.data).toMatchObject({ dashed: true, undoes: true, label: 'undone by' });
  expect(drawn.edges.filter((edge) => edge.data?.undoes)).toHaveLength(1);
});

test('a line to a node that is not there is left out', () => {
  const flow = { ...heatPump, edges: [...heatPump.edges, { from: 'match', to: 'nowhere' }] };
  expect(toCanvas(flow, nodeTypes, true).edges).toHaveLength(heatPump.edges.length);
});

test('a call whose receiver honours its key, or that only reads, is not marked as one nobody can tell of', () => {
  const mark = (config: Record<string, string>): boolean => {
    const flow = { ...heatPump, nodes: { ...heatPump.nodes, ship: { type: 'http_request@1', config } } };
    return toCanvas(flow, types, true).nodes.find((one) => one.id === 'ship')!.data.classC;
  };
  const call = {
    type: 'http_request@1',
    title: 'HTTP request',
    summary: '',
    group: 'connectors' as const,
    icon: 'globe',
    ports: ['done'],
    config: { type: 'object', properties: { method: { type: 'string', default: 'GET' } } },
    effect: { class: 'C' as const, money: true },
  };
  const types = [...nodeTypes.filter(({ type }) => type !== call.type), call];
  expect([mark({ method: 'POST' }), mark({ method: 'POST', class: 'C' })]).toEqual([true, true]);
  expect([mark({ method: 'POST', class: 'A' }), mark({ method: 'GET' }), mark({})]).toEqual([false, false, false]);
});
