/** What lies under a pointer, and where there is room. Pure. */
import type { FlowCardNode, FlowLineEdge } from './convert.ts';
import { boxOf } from './convert.ts';
import { type Box, cardSize, grid, type Point } from './geometry.ts';

/** The card under a point, with a little room around it. */
export function cardAt(cards: readonly FlowCardNode[], point: Point, around = 12): FlowCardNode | undefined {
  return cards.findLast((card) => {
    const { x, y, width, height } = boxOf(card);
    return point.x >= x - around && point.x <= x + width + around && point.y >= y && point.y <= y + height;
  });
}

/** The line that passes closest to a point, at most `reach` away. */
export function lineAt(lines: readonly FlowLineEdge[], point: Point, reach = 16): FlowLineEdge | undefined {
  let best: { line: FlowLineEdge; distance: number } | undefined;
  for (const line of lines) {
    const points = line.data?.points ?? [];
    for (let at = 0; at + 1 < points.length; at++) {
      const distance = distanceTo(points[at]!, points[at + 1]!, point);
      if (distance <= reach && (!best || distance < best.distance)) best = { line, distance };
    }
  }
  return best?.line;
}

/** Pieces run level or upright, so the nearest point of one is the point held within it. */
function distanceTo(a: Point, b: Point, { x, y }: Point): number {
  const within = (value: number, one: number, other: number) => Math.max(Math.min(one, other), Math.min(Math.max(one, other), value));
  return Math.hypot(x - within(x, a.x, b.x), y - within(y, a.y, b.y));
}

const gap = 2 * grid;

/** The nearest free place for a card at or below a wish, on the grid. */
export function freePlace(taken: readonly Box[], wish: readonly [number, number], height: number = cardSize.head): [number, number] {
  const x = Math.round(wish[0]);
  for (let y = Math.round(wish[1]); ; y += grid) {
    const met = taken.some(
      (box) => x < box.x + box.width + grid / 2 && x + cardSize.width + grid / 2 > box.x && y < box.y + box.height + gap / 2 && y + height + gap / 2 > box.y,
    );
    if (!met) return [x, y];
  }
}
