/** Who asks for little gets it all; what is left is for the others in equal parts. */

/** The most that each may bring so that together they bring at most `total`; no bound when all they ask for fits. */
export function fairShare(asked: Iterable<number>, total: number): number {
  const rising = [...asked].sort((a, b) => a - b);
  let left = total;
  for (const [place, wanted] of rising.entries()) {
    const share = left / (rising.length - place);
    if (wanted > share) return share;
    left -= wanted;
  }
  return Number.POSITIVE_INFINITY;
}
