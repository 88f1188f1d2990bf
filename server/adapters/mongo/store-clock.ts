/** The store's time in this process: a monotonic clock, and how far the server's clock is from it. */

/** The server said `localTime` at an instant between `sent` and `received`, both of the monotonic clock, ms. */
export interface Reading {
  sent: number;
  received: number;
  localTime: number;
}

export interface StoreClock {
  /** Answers with how far the clock was corrected, ms: negative when the store's time went back. */
  learn(reading: Reading): number;
  /** Ms since 1970. Never goes back, and never stands still: what the store's clock lost is made up for at half speed. */
  now(): number;
}

/** A slow answer says little: the clock moves only as far as a reading proves it wrong. */
export function storeClock(monotonic: () => number, first: Reading): StoreClock {
  let offset = first.localTime - (first.sent + first.received) / 2;
  let read = monotonic();
  let shown = offset + read;
  return {
    learn({ sent, received, localTime }) {
      const before = offset;
      // localTime is a whole number of ms: the instant it names lasts one.
      offset = Math.min(Math.max(offset, localTime - received), localTime + 1 - sent);
      return offset - before;
    },
    now() {
      const instant = monotonic();
      shown = Math.max(offset + instant, shown + (instant - read) / 2);
      read = instant;
      return Math.floor(shown);
    },
  };
}
