import { expect, test } from 'vitest';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { toCanvas } from './convert.ts';
import { walk } from './walk.ts';

const drawing = toCanvas(heatPump, nodeTypes, true);

test.each([
  ['right', 'order', 'window'],
  ['right', 'credit', 'installer'],
  ['left', 'window', 'order'],
  ['down', 'installer', 'review'],
  ['up', 'review', 'installer'],
  ['right', 'match', undefined],
  ['right', undefined, 'order'],
] as const)('%s of %s is %s', (step, from, to) => {
  expect(walk(drawing.nodes, drawing.edges, from, step)).toBe(to);
});
