/** Shares a strip among the lines that run in it, so that none hides another and crossings stay few. */

export interface Strand {
  id: string;
  /** Its two ends along the strip. */
  from: number;
  to: number;
  /** On which side of the strip each end leaves: -1 before (above), 1 behind (below). */
  fromSide: -1 | 1;
  toSide: -1 | 1;
}

const covers = (strand: Strand, at: number): boolean => at > Math.min(strand.from, strand.to) && at < Math.max(strand.from, strand.to);

/** Crossings when `first` runs before `second`: its ends behind it cut the second, and the other way round. */
function crossings(first: Strand, second: Strand): number {
  let count = 0;
  if (first.fromSide === 1 && covers(second, first.from)) count++;
  if (first.toSide === 1 && covers(second, first.to)) count++;
  if (second.fromSide === -1 && covers(first, second.from)) count++;
  if (second.toSide === -1 && covers(first, second.to)) count++;
  return count;
}

/** Lane numbers by strand, 0 first; strands that do not overlap may share one. */
export function shareLanes(strands: readonly Strand[]): Map<string, number> {
  const order = [...strands];
  for (let round = 0, moved = true; moved && round < order.length; round++) {
    moved = false;
    for (let i = 0; i + 1 < order.length; i++) {
      const [a, b] = [order[i]!, order[i + 1]!];
      if (crossings(b, a) < crossings(a, b)) {
        order[i] = b;
        order[i + 1] = a;
        moved = true;
      }
    }
  }
  const lanes = new Map<string, number>();
  const ends: { strand: Strand; lane: number }[] = [];
  for (const strand of order) {
    const taken = ends.filter((other) => overlap(other.strand, strand)).map((other) => other.lane);
    const lane = Math.max(-1, ...taken) + 1;
    lanes.set(strand.id, lane);
    ends.push({ strand, lane });
  }
  return lanes;
}

const margin = 10;
const overlap = (a: Strand, b: Strand): boolean =>
  Math.min(a.from, a.to) - margin < Math.max(b.from, b.to) && Math.min(b.from, b.to) - margin < Math.max(a.from, a.to);
