/** Says yes so many times in a second: for what is worth keeping once and not a thousand times. */
export function few(perSecond: number, now: () => number): () => boolean {
  let second = 0;
  let said = 0;
  return () => {
    const current = Math.floor(now() / 1_000);
    if (current !== second) {
      second = current;
      said = 0;
    }
    said += 1;
    return said <= perSecond;
  };
}
