/** Numbers that look drawn and are not: the same seed gives the same ones for ever. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [low, high]. */
  between(low: number, high: number): number;
  hit(share: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** One stream of numbers (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    hit: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}

/** A number in [0, 1) that belongs to a name: removing one draw leaves all others as they were. */
export function fractionOf(seed: number, name: string): number {
  return hashOf(name, seed) / 2 ** 32;
}

/** 32 bits of a text (FNV-1a, finished like murmur). */
export function hashOf(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
