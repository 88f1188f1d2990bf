/** One planted bug: plays until something is wrong, and says what gave it away. */
import { workPoints } from './jobs.ts';
import { nodeCases } from './node-flows.ts';
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
const mostMs = 120_000;

export async function prey(profile: 'distributed' | 'embedded' | 'both'): Promise<Hunted> {
  const began = performance.now();
  const cpuMs = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1_000;
  const start = cpuMs();
  const hunted: Hunted = { seeds: 0, points: 0, ms: 0 };
  const caught = (how: string, wrong: string): Hunted => ({ ...hunted, how, wrong, ms: performance.now() - began });
  const fits = (isShared: boolean): boolean => profile === 'both' || (profile === 'distributed') === isShared;
  const isLate = (): boolean => cpuMs() - start > mostMs;
  process.on('unhandledRejection', () => undefined);

  const first = process.env['FIRST'];
  if (first !== undefined && fits(isSharedSeed(Number(first)))) {
    hunted.seeds += 1;
    const wrong = await wrongOf(() => playSeed(Number(first)));
    if (wrong) return caught(`--seed ${first}`, wrong);
  }
  for (let seed = 1; hunted.seeds < mostSeeds && !isLate(); seed += 1) {
    if (!fits(isSharedSeed(seed))) continue;
    hunted.seeds += 1;
    const wrong = await wrongOf(() => playSeed(seed));
    if (wrong) return caught(`--seed ${seed}`, wrong);
  }
  for (const isShared of [false, true].filter(fits)) {
    for (const index of nodeCases.keys()) {
      const { failures, points } = await workPoints({ kind: 'points', index, isShared }, (tally) => tally.failures.length > 0 || isLate());
      for (const { single, double, meetings } of Object.values(points)) hunted.points += single + double + meetings;
      if (failures[0]) return caught(failures[0].how, failures[0].wrong);
    }
  }
  return { ...hunted, ms: performance.now() - began };
}

async function wrongOf(play: () => Promise<{ wrongs: string[] }>): Promise<string | undefined> {
  try {
    return (await play()).wrongs[0];
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.message : String(error)}`;
  }
}

if (process.send) process.send(await prey(process.env['PROFILE'] as 'both'));
