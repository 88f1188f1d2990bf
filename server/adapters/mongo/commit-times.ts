/** How long commits take, of the last seconds: what the door is judged by. */
export interface CommitTimes {
  took(ms: number): void;
  /** How long 99 of 100 commits of the last seconds took at most, ms; 0 when there were none. */
  p99(): number;
}

const remembered = 1_024;
/** A slow moment long past says nothing of now: on a quiet hub it would keep the door shut for good. */
const lately = 10_000;

export function commitTimes(monotonic: () => number = () => performance.now()): CommitTimes {
  const times = new Float64Array(remembered);
  const ends = new Float64Array(remembered).fill(Number.NEGATIVE_INFINITY);
  let measured = 0;
  return {
    took(ms) {
      ends[measured % remembered] = monotonic();
      times[measured++ % remembered] = ms;
    },
    p99() {
      const since = monotonic() - lately;
      const sorted = times.filter((_, place) => ends[place]! >= since).sort();
      return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
    },
  };
}
