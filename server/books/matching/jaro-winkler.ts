/** How alike two words are, 0 to 1: signs in common near each other, less for exchanged ones, more for an equal beginning. */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken: boolean[] = [];
  const mine: string[] = [];
  for (let at = 0; at < one.length; at++) {
    const end = Math.min(other.length, at + reach + 1);
    for (let near = Math.max(0, at - reach); near < end; near++) {
      if (taken[near] || one[at] !== other[near]) continue;
      taken[near] = true;
      mine.push(one[at]!);
      break;
    }
  }
  const common = mine.length;
  if (common === 0) return 0;
  let exchanged = 0;
  let at = 0;
  for (let near = 0; near < other.length; near++) if (taken[near] && other[near] !== mine[at++]) exchanged++;
  const jaro = (common / one.length + common / other.length + (common - exchanged / 2) / common) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
