/** One world in words: what happened, in order, and what was wrong with it. */

import type { Trouble } from './faults.ts';
import { nodeCases } from './node-flows.ts';
import { type Ordered, playPoints } from './play-points.ts';
import { playSeed } from './play-seed.ts';
import { shrink } from './shrink.ts';

function tell(trace: string[], wrongs: string[], faults: string[]): void {
  for (const line of trace) console.log(line);
  console.log(`\nfaults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  for (const wrong of wrongs) console.log(`\nWRONG ${wrong}`);
  console.log(`\n${wrongs.length === 0 ? 1 : 0} passed, ${wrongs.length === 0 ? 0 : 1} failed`);
  process.exitCode = wrongs.length === 0 ? 0 : 1;
}

/** `isWhole`: with all its faults, needed or not. */
export async function showSeed(seed: number, isWhole: boolean): Promise<void> {
  const first = await playSeed(seed, { withTrace: true });
  const { trace, wrongs, faults } = isWhole || first.wrongs.length === 0 ? first : await shrink(first);
  tell(trace, wrongs, faults);
}

/** `name` is "embedded wait"; `words` are "7 kill before", "9 meet", "0.5 deaf", "2 seed". */
export async function showPoint(name: string, words: string[]): Promise<void> {
  const [profile, ...rest] = name.split(' ');
  const given = nodeCases.find((one) => one.name === rest.join(' '));
  if (!given) throw new Error(`there is no case "${rest.join(' ')}"; choose one of ${nodeCases.map((one) => one.name).join(', ')}`);
  const ordered: Ordered = { strokes: [] };
  for (const word of words) {
    const [number, ...what] = word.split(' ');
    if (what[0] === 'deaf') ordered.deafness = Number(number);
    else if (what[0] === 'seed') ordered.seed = Number(number);
    else if (what[0] === 'meet') ordered.meetAt = Number(number);
    else ordered.strokes.push({ ordinal: Number(number), trouble: what.join(' ') as Trouble });
  }
  const { trace, wrongs } = await playPoints(given, profile === 'distributed', ordered, true);
  tell(trace, wrongs, words);
}
