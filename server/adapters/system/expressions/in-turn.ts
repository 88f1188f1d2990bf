const longestStretch = 10;

/**
 * Runs one piece of work after the other and lets other events in every 10 ms. JSONata measures its own time by the
 * clock, so two evaluations must not share a stretch, and a thousand of them must not hold the event loop.
 */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let since = 0;
  return (work) => {
    if (waiting++ === 0) since = performance.now();
    const result = last.then(async () => {
      if (performance.now() - since > longestStretch) {
        await new Promise((resolve) => setImmediate(resolve));
        since = performance.now();
      }
      return work();
    });
    last = result.then(leave, leave);
    return result;
  };
  function leave(): void {
    waiting -= 1;
  }
}
