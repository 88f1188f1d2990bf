import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { heatPump, largeFlow } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { boxOf, type FlowLineEdge, toCanvas } from './convert.ts';
import type { Box, Point } from './geometry.ts';
import { route } from './route.ts';

const shipped = (name: string): Flow => JSON.parse(readFileSync(new URL(`../../flows/${name}.flow.json`, import.meta.url), 'utf8')) as Flow; // checked by the tests of flows/
const flows: [string, Flow][] = [
  ['the heat pump of the screens', heatPump],
  ['order to cash as shipped', shipped('order_to_cash')],
  ['the heat pump as shipped', shipped('heat_pump')],
  ['quick order as shipped', shipped('quick_order')],
  ['200 steps', largeFlow(200)],
];

type Piece = [Point, Point];
const pieces = (points: readonly Point[]): Piece[] => points.slice(1).map((point, at) => [points[at]!, point]);
const isCut = ([a, b]: Piece, box: Box) =>
  Math.min(a.x, b.x) < box.x + box.width - 1 && Math.max(a.x, b.x) > box.x + 1 && Math.min(a.y, b.y) < box.y + box.height - 1 && Math.max(a.y, b.y) > box.y + 1;
const cross = (one: Piece, other: Piece): boolean => {
  const [level, upright] = one[0].y === one[1].y ? [one, other] : [other, one];
  if (level[0].y !== level[1].y || upright[0].x !== upright[1].x) return false;
  const within = (value: number, a: number, b: number) => value > Math.min(a, b) && value < Math.max(a, b);
  return within(upright[0].x, level[0].x, level[1].x) && within(level[0].y, upright[0].y, upright[1].y);
};

describe.each(flows)('lines of %s', (_, flow) => {
  const drawing = toCanvas(flow, nodeTypes, true);
  const points = (edge: FlowLineEdge) => edge.data!.points;

  test('every line has a route of right angles from its port to its target', () => {
    expect(drawing.edges).toHaveLength(flow.edges.length);
    for (const edge of drawing.edges) {
      expect(points(edge).length).toBeGreaterThan(1);
      expect(pieces(points(edge)).every(([a, b]) => a.x === b.x || a.y === b.y)).toBe(true);
      const target = drawing.nodes.find((node) => node.id === edge.target)!;
      expect(points(edge).at(-1)).toEqual({ x: target.position.x, y: target.position.y + 28 });
    }
  });

  test('no line runs through a card', () => {
    for (const edge of drawing.edges) {
      const hit = drawing.nodes.find((node) => pieces(points(edge)).some((piece) => isCut(piece, boxOf(node))));
      expect(hit && `${edge.id} through ${hit.id}`).toBeUndefined();
    }
  });

  test('the same drawing gives the same lines', () => {
    expect(toCanvas(flow, nodeTypes, true).edges.map(points)).toEqual(drawing.edges.map(points));
  });
});

test('lines that wrap from one card are nested by port order and never cross', () => {
  const card = (id: string, x: number, y: number) => ({ id, x, y, width: 208, height: 158 });
  const cards = [card('gate', 512, 0), card('c', 0, 260), card('b', 256, 260), card('a', 512, 260)];
  const wires = ['a', 'b', 'c'].map((target, at) => ({ id: target, source: 'gate', target, port: { x: 208, y: 71 + 22 * at } }));
  const lines = [...route(cards, wires).values()];
  for (const one of lines)
    for (const other of lines) if (one !== other) for (const p of pieces(one)) for (const q of pieces(other)) expect(cross(p, q)).toBe(false);
  const outer = lines.map((line) => line[1]!.x);
  expect(outer).toEqual([...outer].sort((a, b) => b - a));
});

test('a straight way ahead is one straight line', () => {
  const cards = ['a', 'b'].map((id, at) => ({ id, x: 256 * at, y: 0, width: 208, height: 56 }));
  expect(route(cards, [{ id: 'l', source: 'a', target: 'b', port: { x: 208, y: 28 } }]).get('l')).toEqual([
    { x: 208, y: 28 },
    { x: 256, y: 28 },
  ]);
});

test('a line whose card is gone is left out', () => {
  expect(route([], [{ id: 'l', source: 'a', target: 'b', port: { x: 0, y: 0 } }]).size).toBe(0);
});
