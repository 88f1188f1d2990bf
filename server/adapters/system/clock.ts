import type { Clock } from '../../engine/ports.ts';

const longest = 60_000;
/** A wake asked for at most so far ahead is a pause rather than an appointment, ms. */
const longestPause = 5_000;
/** A pause leaves the wall clock this much time to end it. */
const grace = 250;

/**
 * The wall clock with one timer for the earliest wake. The timer is never longer than a minute: a long one
 * fires at once past 2^31 ms, and would sleep through a change of the wall clock. `time` tells what the clock shows
 * where it is not this machine's: the store's, when several processes share one. A pause ends after its length
 * even when the wall clock was set back meanwhile, or whoever looks once a second would not look for an hour.
 */
export function systemClock(time: () => number = Date.now): Clock {
  const wakes = new Set<{ at: number; latest: number; call: () => void }>();
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;

  const arm = () => {
    let earliest = Number.POSITIVE_INFINITY;
    let latest = Number.POSITIVE_INFINITY;
    for (const wake of wakes) {
      earliest = Math.min(earliest, wake.at);
      latest = Math.min(latest, wake.latest);
    }
    if (earliest === armedFor && timer) return;
    clearTimeout(timer);
    timer = undefined;
    armedFor = earliest;
    if (earliest === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(fire, Math.min(longest, Math.max(0, Math.min(earliest - time(), latest - performance.now()))));
  };
  const fire = () => {
    timer = undefined;
    const now = time();
    const passed = performance.now();
    const due = [...wakes].filter((wake) => wake.at <= now || wake.latest <= passed).sort((a, b) => a.at - b.at);
    for (const wake of due) {
      // A call may cancel a later one of the same turn.
      if (wakes.delete(wake)) wake.call();
    }
    arm();
  };

  return {
    now: () => time(),
    wake(at, call) {
      const span = at - time();
      const wake = { at, latest: span > longestPause ? Number.POSITIVE_INFINITY : performance.now() + span + grace, call };
      wakes.add(wake);
      if (at < armedFor || !timer) arm();
      return () => {
        if (wakes.delete(wake)) arm();
      };
    },
  };
}
