/**
 * Draws the lines of a flow: right angles, a pure function of boxes and ports.
 *
 * A line to a card ahead bends once, close to its port. Every other line goes down the gutter beside
 * its card, along the free strip between two bands, and down the gutter before its target. Lines of one
 * card are nested by port order, lowest port innermost, so they never cross each other.
 */
import { type Band, bandsOf, type Card, isFree, leftOf, roomRight } from './bands.ts';
import { cardSize, type Point } from './geometry.ts';
import { type Strand, shareLanes } from './lanes.ts';

export interface Wire {
  id: string;
  source: string;
  target: string;
  /** Where the line leaves its card, from the card's corner. */
  port: Point;
}

interface Line {
  id: string;
  source: Card;
  target: Card;
  start: Point;
  end: Point;
  direct: boolean;
  /** x of the vertical beside the source, and of the one before the target. */
  out: number;
  entry: number;
}

const reach = 24;
const step = 12;
const tight = 3 * reach;

/** Corner points of every wire, by wire id. */
export function route(cards: readonly Card[], wires: readonly Wire[]): Map<string, Point[]> {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const bands = bandsOf(cards);
  const bandOf = new Map(bands.flatMap((band, at) => band.cards.map((card) => [card.id, at] as const)));
  const lines: Line[] = [];
  for (const wire of wires) {
    const source = byId.get(wire.source);
    const target = byId.get(wire.target);
    if (!source || !target) continue;
    const start = { x: source.x + wire.port.x, y: source.y + wire.port.y };
    const end = { x: target.x, y: target.y + cardSize.headLine };
    lines.push({ id: wire.id, source, target, start, end, direct: isAhead(bands, source, target, start, end), out: start.x + reach, entry: end.x - reach });
  }
  const entered = new Set(lines.filter((line) => !line.direct).map((line) => line.target));
  for (const leaving of groupBy(lines, (line) => line.source.id)) placeOuts(leaving, bands[bandOf.get(leaving[0]!.source.id)!]!, entered);
  placeEntries(lines, bands, bandOf);

  const paths = new Map<string, Point[]>();
  const wrapped: { line: Line; gap: number; strand: Strand; through?: number }[] = [];
  for (const line of lines) {
    if (line.direct) paths.set(line.id, line.start.y === line.end.y ? [line.start, line.end] : corners(line.start, line.end, line.out));
    else wrapped.push(planWrap(line, bands, bandOf.get(line.source.id)!, bandOf.get(line.target.id)!));
  }
  for (const inGap of groupBy(wrapped, (wrap) => wrap.gap)) {
    const lanes = shareLanes(inGap.map((wrap) => wrap.strand));
    const count = Math.max(...lanes.values()) + 1;
    for (const { line, gap } of inGap) {
      const y = laneHeight(bands, gap, lanes.get(line.id)!, count);
      const { start, end, out, entry } = line;
      paths.set(line.id, [start, { x: out, y: start.y }, { x: out, y }, { x: entry, y }, { x: entry, y: end.y }, end]);
    }
  }
  return paths;
}

const corners = (start: Point, end: Point, x: number): Point[] => [start, { x, y: start.y }, { x, y: end.y }, end];

function isAhead(bands: readonly Band[], source: Card, target: Card, start: Point, end: Point): boolean {
  if (end.x - start.x < reach) return false;
  const x = start.x + Math.min(reach, (end.x - start.x) / 2);
  const [a, b, c, d] = corners(start, end, x) as [Point, Point, Point, Point];
  return isFree(bands, a, b, [source, target]) && isFree(bands, b, c, [source, target]) && isFree(bands, c, d, [source, target]);
}

/** Nests the lines of one card in the gutter to its right: of those that turn down, an upper port runs further outside. */
function placeOuts(leaving: readonly Line[], band: Band, entered: ReadonlySet<Card>): void {
  const source = leaving[0]!.source;
  const room = roomRight(band, source);
  const right = source.x + source.width;
  const next = band.cards.find((card) => card.x === right + room);
  const climbs = (line: Line) => (line.direct ? line.end.y < line.start.y : line.target.y + line.target.height < source.y);
  const up = nested(leaving.filter(climbs), 1);
  const down = nested(
    leaving.filter((line) => !climbs(line)),
    -1,
  );
  // A line that turns down above one that turns up would share its vertical: each then gets its own lane.
  const apart = up.length > 0 && down.length > 0 && Math.min(...down) < Math.max(...up);
  const groups = apart ? [[...down, ...up]] : [up, down];
  for (const ports of groups) {
    const group = leaving.filter((line) => ports.includes(line.start.y) && (apart || climbs(line) === (ports === up)));
    const usable = group.some((line) => !line.direct) && next && entered.has(next) ? room - 16 : room;
    const gap = room < tight ? Math.min(step, usable / (ports.length + 1)) : step;
    const first = room < tight ? usable / 2 - ((ports.length - 1) * gap) / 2 : reach - (ports.length > 1 ? 4 : 0);
    for (const line of group) line.out = right + first + (apart && climbs(line) ? ports.lastIndexOf(line.start.y) : ports.indexOf(line.start.y)) * gap;
  }
}

/** Heights of the ports these lines leave by, the innermost lane first. */
const nested = (lines: readonly Line[], direction: 1 | -1): number[] => [...new Set(lines.map((line) => line.start.y))].sort((a, b) => (a - b) * direction);

/** Moves an entrance closer to its card where several lines of the card before it need the gutter. */
function placeEntries(lines: readonly Line[], bands: readonly Band[], bandOf: ReadonlyMap<string, number>): void {
  const wrapping = lines.filter((line) => !line.direct);
  const crowded = new Set(wrapping.map((line) => line.source));
  for (const line of wrapping) {
    const before = leftOf(bands[bandOf.get(line.target.id)!]!, line.target);
    if (before && crowded.has(before) && line.end.x - before.x - before.width < tight) line.entry = line.end.x - 16;
  }
}

/** Chooses the strip a line runs along: beside its card when the way down to the target is free, else beside the target. */
function planWrap(line: Line, bands: readonly Band[], from: number, to: number): { line: Line; gap: number; strand: Strand } {
  const up = to < from;
  const near = up ? from : from + 1;
  const far = up ? to + 1 : to;
  const between = up ? bands.slice(to + 1, from) : bands.slice(from + 1, Math.max(to, from + 1));
  const span = [{ y: between[0]?.top ?? 0 }, { y: between.at(-1)?.bottom ?? 0 }] as const;
  const freeAt = (x: number) => between.length === 0 || isFree(between, { x, y: span[0].y }, { x, y: span[1].y });
  if (!freeAt(line.entry) && !freeAt(line.out))
    line.out = Math.max(...between.flatMap((band) => band.cards.map((card) => card.x + card.width)), line.start.x) + reach;
  const gap = to === from || freeAt(line.entry) ? near : far;
  const fromSide = gap === from ? 1 : gap > from ? -1 : 1;
  const toSide = gap > to ? -1 : 1;
  return { line, gap, strand: { id: line.id, from: line.out, to: line.entry, fromSide, toSide } };
}

/** Height of a lane in the strip above band `gap`. */
function laneHeight(bands: readonly Band[], gap: number, lane: number, count: number): number {
  const above = bands[gap - 1];
  const below = bands[gap];
  if (!above) return below!.top - reach - (count - 1 - lane) * step;
  if (!below) return above.bottom + reach + lane * step;
  const room = below.top - above.bottom;
  return above.bottom + room / 2 + (lane - (count - 1) / 2) * Math.min(step, room / (count + 1));
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): T[][] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}
