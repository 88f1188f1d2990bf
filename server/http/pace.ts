/** How fast something goes on, from a count that only grows. */
const span = 5_000;

export interface Pace {
  /** So many a second over the last five seconds; told the count as it is now. */
  perSecond(count: number): number;
  /** What `perSecond` last said. */
  last(): number;
}

export function paceOf(now: () => number): Pace {
  const seen: { at: number; count: number }[] = [{ at: now(), count: 0 }];
  let last = 0;
  return {
    perSecond(count) {
      const at = now();
      seen.push({ at, count });
      while (seen.length > 2 && at - seen[1]!.at >= span) seen.shift();
      const first = seen[0]!;
      last = ((count - first.count) * 1_000) / Math.max(1, at - first.at);
      return last;
    },
    last: () => last,
  };
}
