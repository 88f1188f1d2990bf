/** Many strokes, one round trip: whenever it is idle, it takes all that waits. */

/**
 * `stroke` answers each item in its place, with an Error where only that one failed; when it rejects, all of them did.
 * `failsAll` says of which failures those that wait need not find out for themselves.
 */
export function gather<T, R>(
  most: number,
  stroke: (items: T[]) => Promise<(R | Error)[]>,
  failsAll: (error: unknown) => boolean = () => false,
): (item: T) => Promise<R> {
  interface Waiting {
    item: T;
    resolve(result: R): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let isBusy = false;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await stroke(batch.map(({ item }) => item));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index] as R | Error;
          if (result instanceof Error) reject(result);
          else resolve(result);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
        if (failsAll(error)) for (const { reject } of waiting.splice(0)) reject(error);
      }
    }
    isBusy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      queueMicrotask(() => void work());
    });
}
