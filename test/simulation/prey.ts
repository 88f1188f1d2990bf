/** One planted bug: plays until something is wrong, and says what gave it away. */
import type { Call } from './faults.ts';
import { troublesOf, wordsOf } from './jobs.ts';
import { type NodeCase, nodeCases } from './node-flows.ts';
import { type Ordered, playPoints } from './play-points.ts';
import { isSharedSeed, playSeed } from './play-seed.ts';

export interface Hunted {
  /** How it was found, as an argument for the simulator; undefined when it was not. */
  how?: string;
  wrong?: string;
  seeds: number;
  points: number;
  ms: number;
}

const mostSeeds = 300;
/** Of processor time, so that a busy machine does not let a bug escape. */
const mostMs = 20_000;

export async function prey(profile: 'distributed' | 'embedded' | 'both'): Promise<Hunted> {
  const began = performance.now();
  const cpuMs = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1_000;
  const start = cpuMs();
  const hunted: Hunted = { seeds: 0, points: 0, ms: 0 };
  const caught = (how: string, wrong: string): Hunted => ({ ...hunted, how, wrong, ms: performance.now() - began });
  const fits = (isShared: boolean): boolean => profile === 'both' || (profile === 'distributed') === isShared;
  const isLate = (): boolean => cpuMs() - start > mostMs;
  process.on('unhandledRejection', () => undefined);

  for (let seed = 1; hunted.seeds < mostSeeds && !isLate(); seed += 1) {
    if (!fits(isSharedSeed(seed))) continue;
    hunted.seeds += 1;
    const wrong = await wrongOf(() => playSeed(seed));
    if (wrong) return caught(`--seed ${seed}`, wrong);
  }
  for (const given of nodeCases) {
    for (const isShared of [false, true].filter(fits)) {
      const name = `${isShared ? 'distributed' : 'embedded'} ${given.name}`;
      const quiet = await playPoints(given, isShared, { strokes: [] });
      if (quiet.wrongs[0]) return caught(`--point '${name}'`, quiet.wrongs[0]);
      for (const ordered of orderedFor(given, quiet.calls, isShared)) {
        if (isLate()) return { ...hunted, ms: performance.now() - began };
        hunted.points += 1;
        const wrong = await wrongOf(() => playPoints(given, isShared, ordered));
        if (wrong) return caught(`--point '${name}' ${wordsOf(ordered)}`, wrong);
      }
    }
  }
  return { ...hunted, ms: performance.now() - began };
}

/** Everything that can happen once, and everything that can come from outside just then. */
function* orderedFor({ meets }: NodeCase, calls: Call[], isShared: boolean): Iterable<Ordered> {
  for (const call of calls) {
    for (const trouble of troublesOf(call, isShared)) yield { strokes: [{ ordinal: call.ordinal, trouble }] };
    if (meets) for (const isDeaf of [false, true]) yield { strokes: [], meetAt: call.ordinal, isDeaf };
  }
}

async function wrongOf(play: () => Promise<{ wrongs: string[] }>): Promise<string | undefined> {
  try {
    return (await play()).wrongs[0];
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.message : String(error)}`;
  }
}

if (process.send) process.send(await prey(process.env['PROFILE'] as 'both'));
