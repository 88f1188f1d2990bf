/** Runs that may have killed their holder are tried one at a time. */
import type { Hold } from './drain-deps.ts';
import type { Clock } from './ports.ts';

/** A life this long was not ended by the first thing it did. */
const settled = 5_000;

/** `deaths`: how often the run's holder died while nothing but this run was suspect. Resolves at its turn, with what ends it; with nothing when its holder stops before that. */
export function loneTrials(clock: Clock): (deaths: number, hold: Hold) => Promise<(() => void) | undefined> {
  const born = clock.now();
  let last: Promise<void> = Promise.resolve();
  return async (deaths, hold) => {
    // One that died alone before is tried again only once this life has lasted: whoever kills the hub
    // from outside again and again must not make a healthy run look like the culprit. The clock may have been set back since.
    if (deaths > 0) await until(clock, Math.min(born, clock.now()) + settled, hold);
    if (hold.stopping) return undefined;
    const before = last;
    let release = (): void => undefined;
    last = new Promise<void>((resolve) => {
      release = resolve;
    });
    await before;
    if (!hold.stopping) return release;
    release();
    return undefined;
  };
}

/** At this instant, or as soon as the holder is to stop. */
const until = (clock: Clock, at: number, hold: Hold): Promise<void> =>
  clock.now() >= at || hold.stopping
    ? Promise.resolve()
    : new Promise((resolve) => {
        const cancel = clock.wake(at, resolve);
        hold.ring = () => {
          if (!hold.stopping) return;
          cancel();
          resolve();
        };
      });
