/** Turns corner points into an SVG path with rounded corners, and says where its words stand. */
import type { Point } from './geometry.ts';

const radius = 9;

/** The line as an SVG path; corners shrink where a piece is too short for them. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = withoutRepeats(points);
  if (!first) return '';
  let path = `M${at(first)}`;
  let before = first;
  rest.forEach((corner, index) => {
    const next = rest[index + 1];
    if (!next) {
      path += `L${at(corner)}`;
      return;
    }
    const size = Math.min(radius, length(before, corner) / 2, length(corner, next) / 2);
    path += `L${at(toward(corner, before, size))}Q${at(corner)} ${at(toward(corner, next, size))}`;
    before = corner;
  });
  return path;
}

/** Middle of the longest level piece: the place of the line's name. */
export function labelPoint(points: readonly Point[]): Point {
  let best: [Point, Point] | undefined;
  points.forEach((point, index) => {
    const next = points[index + 1];
    if (next && point.y === next.y && (!best || length(point, next) > length(...best))) best = [point, next];
  });
  const [a, b] = best ?? [points[0] ?? { x: 0, y: 0 }, points.at(-1) ?? { x: 0, y: 0 }];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** The short way between two points, for a line whose card is on the move. */
export function elbow(from: Point, to: Point): Point[] {
  if (to.x - from.x >= 24) {
    const x = (from.x + to.x) / 2;
    return [from, { x, y: from.y }, { x, y: to.y }, to];
  }
  const y = (from.y + to.y) / 2;
  return [from, { x: from.x + 24, y: from.y }, { x: from.x + 24, y }, { x: to.x - 24, y }, { x: to.x - 24, y: to.y }, to];
}

const at = (point: Point): string => `${round(point.x)} ${round(point.y)}`;
const round = (value: number): number => Math.round(value * 10) / 10;
const length = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function toward(from: Point, to: Point, distance: number): Point {
  const share = distance / (length(from, to) || 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const withoutRepeats = (points: readonly Point[]): Point[] =>
  points.filter((point, index) => index === 0 || point.x !== points[index - 1]!.x || point.y !== points[index - 1]!.y);
