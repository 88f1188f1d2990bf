/** Slows guessing: ten wrong passwords for one name, or a hundred from one address, in a quarter of an hour. */
import { ProblemError } from '../../flows/flow.ts';
import type { Clock } from '../engine/ports.ts';

const span = 15 * 60_000;
const perName = 10;
const perAddress = 100;
/** Counters kept at most; the oldest make room. */
const most = 10_000;

export interface SignInLimit {
  /** Counts a try before its password is looked at; refuses with 429 beyond the limit, known name or not. */
  begin(name: string, address: string): void;
  /** The password was right: the try does not count. */
  succeed(name: string, address: string): void;
}

export function signInLimitOf(clock: Pick<Clock, 'now'>): SignInLimit {
  const counts = new Map<string, { n: number; until: number }>();

  const counter = (key: string) => {
    const now = clock.now();
    const kept = counts.get(key);
    if (kept && kept.until > now) return kept;
    const fresh = { n: 0, until: now + span };
    counts.delete(key);
    counts.set(key, fresh);
    if (counts.size > most) counts.delete(counts.keys().next().value as string); // the map is not empty
    return fresh;
  };

  const keysOf = (name: string, address: string): [string, number][] => [
    [`name ${name.trim().toLowerCase()}`, perName],
    [`address ${address}`, perAddress],
  ];

  return {
    begin(name, address) {
      const now = clock.now();
      const all = keysOf(name, address).map(([key, limit]) => ({ count: counter(key), limit }));
      const full = all.find(({ count, limit }) => count.n >= limit);
      if (full) {
        const seconds = Math.ceil((full.count.until - now) / 1_000);
        throw new ProblemError(429, { code: 'sign_in.too_many', path: '', message: 'Too many wrong passwords. Wait a while before the next try.' }, seconds);
      }
      for (const { count } of all) count.n += 1;
    },
    succeed(name, address) {
      const [[byName], [byAddress]] = keysOf(name, address) as [[string, number], [string, number]];
      counts.delete(byName);
      counter(byAddress).n = Math.max(0, counter(byAddress).n - 1);
    },
  };
}
