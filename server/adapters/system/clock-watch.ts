/** Compares the wall clock with one that only goes forward, and tells when somebody set it. */
export interface ClockWatch {
  /** Jumps seen so far, each way. */
  jumps(): { back: number; ahead: number };
  stop(): void;
}

const lookEveryMs = 1_000;
/** A clock that is slewed drifts by less than this between two looks. */
const jumpMs = 5_000;

/** `tell` hears by how many ms the clock was set: negative when it went back. */
export function watchClock(tell: (byMs: number) => void): ClockWatch {
  const ahead = (): number => Date.now() - performance.now();
  let before = ahead();
  const seen = { back: 0, ahead: 0 };
  const timer = setInterval(() => {
    const now = ahead();
    const by = now - before;
    before = now;
    if (Math.abs(by) <= jumpMs) return;
    seen[by < 0 ? 'back' : 'ahead'] += 1;
    tell(Math.round(by));
  }, lookEveryMs);
  timer.unref();
  return { jumps: () => ({ ...seen }), stop: () => clearInterval(timer) };
}
