/** Portions of work that a process of its own can do. */
import type { Call, Stroke, Trouble } from './faults.ts';
import { nodeCases } from './node-flows.ts';
import { type Ordered, type Played, playPoints } from './play-points.ts';
import { playSeed, type Result } from './play-seed.ts';
import { countSeed, emptyTally, type PointCounts, type Tally } from './tally.ts';

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
  const counted: PointCounts = { single: 0, double: 0, meetings: 0 };
  const play = async (what: keyof PointCounts | undefined, ordered: Ordered): Promise<Played> => {
    const played = await playPoints(given, isShared, ordered);
    if (what) counted[what] += 1;
    for (const state of played.states) states.add(state);
    if (played.wrongs.length > 0) tally.failures.push({ how: `--point '${name}' ${wordsOf(ordered)}`, wrong: played.wrongs[0]! });
    return played;
  };
  const [part, parts] = share ?? [0, 1];
  const quiet = await play(undefined, { strokes: [] });
  for (const [place, first] of quiet.calls.entries()) {
    if (place % parts !== part) continue;
    for (const trouble of troublesOf(first, isShared)) {
      const once: Stroke = { ordinal: first.ordinal, trouble };
      const { calls } = await play('single', { strokes: [once] });
      if (!given.onlyOnce && first.kind !== 'read') for (const again of secondStrokes(once, first, calls)) await play('double', { strokes: [once, again] });
    }
    if (given.meets) await playMeetings(first.ordinal, play);
  }
  tally.points[name] = counted;
  tally.states = [...states];
  return tally;
}

type Play = (what: keyof PointCounts, ordered: Ordered) => Promise<Played>;

/** What can happen to one call. */
export function troublesOf({ kind }: Call, isShared: boolean): Trouble[] {
  const deaths: Trouble[] = ['kill before', 'kill after'];
  if (kind === 'ring') return deaths;
  if (kind === 'read') return [...deaths, 'refuse', 'freeze after'];
  const freezes: Trouble[] = [...deaths, 'freeze before', 'freeze after'];
  if (kind === 'effect') return freezes;
  return [...freezes, 'refuse', 'lose', ...(isShared ? (['late', 'half'] as const) : [])];
}

/** After a death another at every later point; whoever froze finds the store in trouble when it comes back. */
function* secondStrokes(once: Stroke, first: Call, calls: Call[]): Iterable<Stroke> {
  const later = calls.filter(({ ordinal, kind }) => ordinal > once.ordinal && kind !== 'read');
  if (once.trouble.startsWith('kill')) {
    // A read changes nothing that outlives its process: dying around it is dying at the next write.
    for (const { ordinal } of later) for (const trouble of ['kill before', 'kill after'] as const) yield { ordinal, trouble };
  } else if (once.trouble.startsWith('freeze')) {
    const back = later.find(({ name, kind }) => kind === 'write' && name.split(' ')[0] === first.name.split(' ')[0]);
    if (back) for (const trouble of ['refuse', 'lose', 'kill after'] as const) yield { ordinal: back.ordinal, trouble };
  }
}

/** What comes from outside comes just then; also when no bell is heard and somebody dies afterwards. */
async function playMeetings(meetAt: number, play: Play): Promise<void> {
  await play('meetings', { strokes: [], meetAt });
  const { calls } = await play('meetings', { strokes: [], meetAt, isDeaf: true });
  for (const { ordinal, kind } of calls) {
    if (ordinal <= meetAt || kind === 'read') continue;
    for (const trouble of ['kill before', 'kill after'] as const) await play('meetings', { strokes: [{ ordinal, trouble }], meetAt, isDeaf: true });
  }
}

/** An order of faults as arguments for the simulator. */
export const wordsOf = ({ strokes, meetAt, isDeaf }: Ordered): string =>
  [
    ...strokes.map(({ ordinal, trouble }) => `'${ordinal} ${trouble}'`),
    ...(meetAt === undefined ? [] : [`'${meetAt} meet'`]),
    ...(isDeaf ? ['deaf'] : []),
  ].join(' ');
