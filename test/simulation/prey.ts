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

  const trySeed = async (seed: number): Promise<Hunted | undefined> => {
    if (!fits(isSharedSeed(seed))) return undefined;
    hunted.seeds += 1;
    const wrong = await wrongOf(() => playSeed(seed));
    return wrong === undefined ? undefined : caught(`--seed ${seed}`, wrong);
  };
  const tryCase = async (index: number, isShared: boolean): Promise<Hunted | undefined> => {
    const { failures, points } = await workPoints({ kind: 'points', index, isShared }, (tally) => tally.failures.length > 0 || isLate());
    for (const { single, double, meetings } of Object.values(points)) hunted.points += single + double + meetings;
    return failures[0] && caught(failures[0].how, failures[0].wrong);
  };

  const first = process.env['FIRST'] ?? '';
  const before = nodeCases.findIndex(({ name }) => name === first);
  const again = before < 0 ? await trySeed(Number(first) || 1) : await tryCase(before, profile !== 'embedded');
  if (again) return again;
  for (let seed = 1; hunted.seeds < mostSeeds && !isLate(); seed += 1) {
    const found = await trySeed(seed);
    if (found) return found;
  }
  const cases = [...nodeCases.keys()].sort((a, b) => Number(nodeCases[b]!.meets ?? false) - Number(nodeCases[a]!.meets ?? false));
  for (const isShared of [false, true].filter(fits)) {
    for (const index of cases) {
      const found = await tryCase(index, isShared);
      if (found) return found;
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
