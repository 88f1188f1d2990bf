/** Where a new card goes when nobody says: right of the one it follows, or in the next free place below. */
import type { Flow } from '../../../flows/flow.ts';
import { cardSize, column, grid } from '../../canvas/geometry.ts';
import type { At } from './nodes.ts';

/** Tall enough for a card with some ports. */
const room = 160;

export function placeAfter(flow: Flow, id: string | undefined, places: Readonly<Record<string, At>> = flow.layout ?? {}): At {
  const taken = Object.values(places);
  const from = id === undefined ? undefined : places[id];
  const start: At = from
    ? [from[0] + column, from[1]]
    : taken.length === 0
      ? [0, 0]
      : [Math.min(...taken.map(([x]) => x)), Math.max(...taken.map(([, y]) => y)) + room];
  for (let [x, y] = start; ; y += grid) if (taken.every(([px, py]) => Math.abs(px - x) >= cardSize.width + grid || Math.abs(py - y) >= room)) return [x, y];
}
