/** When calls to one receiver may leave: evenly spaced, with a tenth of a second's worth at once. */

export interface Pace {
  /** From when on the next call is in time. One number is all there is to keep of a rate. */
  next: number;
  /** Instants, ms since 1970 with fractions, one for each call that may leave. */
  slots: number[];
}

/** At most `count` calls, none later than `until`. Any span has its seconds times `perSecond`, and a tenth of a second's worth (or one) more. */
export function takeSlots(next: number, now: number, perSecond: number, count: number, until = Number.POSITIVE_INFINITY): Pace {
  const gap = 1_000 / perSecond;
  const early = Math.max(0, 100 - gap);
  const slots: number[] = [];
  let after = next;
  while (slots.length < count) {
    const slot = Math.max(now, after - early);
    if (slot > until) break;
    slots.push(slot);
    after = Math.max(after, slot) + gap;
  }
  return { next: after, slots };
}
