/** What lies under a pointer, and where there is room. Pure. */
import type { FlowCardNode, FlowLineEdge } from './convert.ts';
import { boxOf } from './convert.ts';
import { type Box, cardSize, column, grid, type Point } from './geometry.ts';

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

const near = grid / 2;

/** The nearest free place for a card to a wish: below it, or columns to the right. */
export function freePlace(taken: readonly Box[], wish: readonly [number, number], height: number = cardSize.head): [number, number] {
  const [left, top] = [Math.round(wish[0]), Math.round(wish[1])];
  const met = (x: number, y: number) =>
    taken.some((box) => x < box.x + box.width + near && x + cardSize.width + near > box.x && y < box.y + box.height + near && y + height + near > box.y);
  const free = [0, 1, 2, 3].map((columns): [number, number] => {
    let y = top;
    while (met(left + columns * column, y)) y += grid;
    return [left + columns * column, y];
  });
  const cost = ([x, y]: [number, number]) => (x - left) / 2 + (y - top);
  return free.reduce((best, one) => (cost(one) < cost(best) ? one : best));
}
