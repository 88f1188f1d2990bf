/** Portions of work that a process of its own can do. */
import { nodeCases } from './node-flows.ts';
import { type Death, playPoints } from './play-points.ts';
import { playSeed, type Result } from './play-seed.ts';
import { countSeed, emptyTally, type Tally } from './tally.ts';

export type Job =
  | { kind: 'seeds'; from: number; to: number }
  /** All single deaths of a node case, and where `share` is given, that part of all double ones. */
  | { kind: 'points'; index: number; isShared: boolean; share?: [number, number] };

/** One seed in so many is played twice: the same seed is the same world, byte for byte. */
const twiceEvery = 100;

export async function work(job: Job): Promise<Tally> {
  return job.kind === 'seeds' ? workSeeds(job.from, job.to) : workPoints(job);
}

async function workSeeds(from: number, to: number): Promise<Tally> {
  const tally = emptyTally();
  const states = new Set<number>();
  for (let seed = from; seed <= to; seed += 1) {
    const withTrace = seed % twiceEvery === 0;
    const result = await playGuarded(seed, withTrace);
    countSeed(tally, result, states);
    if (!withTrace) continue;
    tally.twice += 1;
    const again = await playGuarded(seed, withTrace);
    const apart = again.trace.findIndex((line, index) => line !== result.trace[index]);
    if (apart >= 0 || again.trace.length !== result.trace.length)
      tally.failures.push({ how: `--seed ${seed}`, wrong: `the second time it went otherwise: ${result.trace[apart]} / ${again.trace[apart]}` });
  }
  tally.states = [...states];
  return tally;
}

/** What the code throws where nobody catches is a finding like any other. */
async function playGuarded(seed: number, withTrace: boolean): Promise<Result> {
  try {
    return await playSeed(seed, { withTrace });
  } catch (error) {
    const wrong = `thrown: ${error instanceof Error ? error.stack : String(error)}`;
    return { seed, wrongs: [wrong], faults: [], trace: [], states: new Set(), steps: 0, crashes: 0, freezes: 0, fenced: 0, absorbed: 0, suspects: 0 };
  }
}

async function workPoints({ index, isShared, share }: Extract<Job, { kind: 'points' }>): Promise<Tally> {
  const tally = emptyTally();
  const states = new Set<number>();
  const given = nodeCases[index]!;
  const name = `${isShared ? 'distributed' : 'embedded'} ${given.name}`;
  const counted: [number, number] = [0, 0];
  const play = async (deaths: Death[]) => {
    const played = await playPoints(given, isShared, deaths);
    for (const state of played.states) states.add(state);
    const how = `--point '${name}' ${deaths.map(({ ordinal, when }) => `${ordinal}:${when}`).join(' ')}`;
    if (played.wrongs.length > 0) tally.failures.push({ how, wrong: played.wrongs[0]! });
    return played;
  };
  const [part, parts] = share ?? [0, 1];
  const quiet = await play([]);
  for (const [place, first] of quiet.calls.entries()) {
    if (place % parts !== part) continue;
    for (const when of ['before', 'after'] as const) {
      const once: Death = { ordinal: first.ordinal, when };
      const { calls } = await play([once]);
      counted[0] += 1;
      if (given.onlyOnce || first.kind === 'read') continue;
      for (const second of calls) {
        // A read changes nothing that outlives its process: dying around it is dying at the next write.
        if (second.ordinal <= first.ordinal || second.kind === 'read') continue;
        for (const whenAgain of ['before', 'after'] as const) {
          await play([once, { ordinal: second.ordinal, when: whenAgain }]);
          counted[1] += 1;
        }
      }
    }
  }
  tally.points[name] = counted;
  tally.states = [...states];
  return tally;
}
