import { expect, it } from 'vitest';
import type { Flow } from '../../server/http/api.ts';
import { drawnFor } from './drawn-for.ts';

const flow = (config: string, other = 'PT1M', title = 'Say'): Flow => ({
  format: 1,
  id: 'f',
  title: 'F',
  nodes: {
    hold: { type: 'wait@1', config: { for: other } },
    map: { type: 'transform@1', title: 'Map', config: { output: { a: 1 } } },
    say: { type: 'transform@1', title, config: { output: { $expr: config } } },
  },
  edges: [
    { from: 'hold', to: 'map' },
    { from: 'map', to: 'say' },
  ],
});

it('what is typed into a node, or where it decides nothing, leaves it as it is', () => {
  const before = drawnFor(flow('order.a'), 'say');
  expect(drawnFor(flow('order.ab', 'PT2M', 'Say it'), 'say')).toEqual(before);
  expect(before.nodes['map']).toEqual({ type: 'transform@1', title: 'Map', config: { output: { a: 1 } } });
});

it('what another node gives, or another line, changes it', () => {
  const before = drawnFor(flow('order.a'), 'map');
  expect(drawnFor(flow('order.b'), 'map')).not.toEqual(before);
  expect(drawnFor({ ...flow('order.a'), edges: [] }, 'map')).not.toEqual(before);
});
