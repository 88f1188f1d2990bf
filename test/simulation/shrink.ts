/** A failing seed with as few faults as still break the same promise. */
import { playSeed, type Result } from './play-seed.ts';

/** `I7` of "I7 order/ship, class B: …"; the first words where no invariant is named. */
const promiseOf = (wrong: string | undefined): string => (wrong ?? '').split(' ').slice(0, 1).join(' ');

const mostReplays = 400;

export async function shrink(first: Result): Promise<Result> {
  const broken = promiseOf(first.wrongs[0]);
  let best = first;
  let replays = 0;
  const without = new Set<string>();
  const tryWithout = async (some: string[]): Promise<boolean> => {
    replays += 1;
    const result = await playSeed(first.seed, { without: new Set([...without, ...some]) });
    if (promiseOf(result.wrongs[0]) !== broken) return false;
    for (const one of some) without.add(one);
    best = result;
    return true;
  };
  for (let size = Math.ceil(best.faults.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.faults.length && replays < mostReplays; ) {
      if (!(await tryWithout(best.faults.slice(from, from + size)))) from += size;
    }
  }
  return playSeed(first.seed, { without, withTrace: true });
}
