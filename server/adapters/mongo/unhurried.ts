/** Questions whose answer may be a little old when it is dear: they never take more than a small part of the server's time. */

/** An answer that took longer than this, ms, is given again for so many times as long. */
const dear = 250;

/** `patience`: 9 = asking takes at most a tenth of the time. One answer is kept for each name. */
export function unhurried<A extends (string | undefined)[], T>(
  patience: number,
  ask: (...names: A) => Promise<T>,
  monotonic = () => performance.now(),
): (...names: A) => Promise<T> {
  const kept = new Map<string, { answer: T; until: number }>();
  return async (...names) => {
    const name = JSON.stringify(names);
    const began = monotonic();
    const known = kept.get(name);
    if (known && began < known.until) return structuredClone(known.answer);
    kept.delete(name);
    const answer = await ask(...names);
    const took = monotonic() - began;
    if (took > dear) kept.set(name, { answer: structuredClone(answer), until: monotonic() + took * patience });
    return answer;
  };
}
