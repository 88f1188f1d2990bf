import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { boxOf, toCanvas } from './convert.ts';
import { cardAt, freePlace, lineAt } from './nearest.ts';

const { nodes, edges } = toCanvas(heatPump, nodeTypes, false);

test('every card is found under its own middle, and none between them', () => {
  for (const node of nodes) {
    const { x, y, width, height } = boxOf(node);
    expect(cardAt(nodes, { x: x + width / 2, y: y + height / 2 })).toBe(node);
  }
  expect(cardAt(nodes, { x: -400, y: -400 })).toBeUndefined();
});

test('a line is found along its route, the nearest of several', () => {
  for (const edge of edges) {
    const [a, b] = edge.data!.points as [{ x: number; y: number }, { x: number; y: number }];
    const found = lineAt(edges, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, 1)!;
    expect(found.source).toBe(edge.source);
  }
  expect(lineAt(edges, { x: -400, y: -400 })).toBeUndefined();
});

test('a free place touches no card and is the wish itself where that is free', () => {
  const boxes = nodes.map(boxOf);
  fc.assert(
    fc.property(fc.integer({ min: -600, max: 1_600 }), fc.integer({ min: -400, max: 1_400 }), (x, y) => {
      const [left, top] = freePlace(boxes, [x, y]);
      for (const box of boxes) expect(left + 208 <= box.x || left >= box.x + box.width || top + 56 <= box.y || top >= box.y + box.height).toBe(true);
    }),
  );
  expect(freePlace(boxes, [-2_000, 0])).toEqual([-2_000, 0]);
});
