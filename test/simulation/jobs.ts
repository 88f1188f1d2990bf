/** Portions of work that a process of its own can do. */
import type { Call, Stroke, Trouble } from './faults.ts';
import { nodeCases } from './node-flows.ts';
import { type Ordered, playPoints } from './play-points.ts';
import { playSeed, type Result } from './play-seed.ts';
import { countSeed, emptyTally, type PointCounts, type Tally } from './tally.ts';

export type Job =
  | { kind: 'seeds'; from: number; to: number }
  /** Every point of a node case; where `share` is given, that part of them. */
  | Points;

export interface Points {
  kind: 'points';
  index: number;
  isShared: boolean;
  share?: [number, number];
  /** Every meeting in one draw only. */
  isHurried?: boolean;
}

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

/** All of it, or until something is wrong and `isEnough`. */
export async function workPoints({ index, isShared, share, isHurried }: Points, isEnough: (tally: Tally) => boolean = () => false): Promise<Tally> {
  const tally = emptyTally();
  const states = new Set<number>();
  const given = nodeCases[index]!;
  const name = `${isShared ? 'distributed' : 'embedded'} ${given.name}`;
  const counted: PointCounts = { single: 0, double: 0, meetings: 0 };
  tally.points[name] = counted;
  const play: Play = async (what, ordered) => {
    if (isEnough(tally)) return [];
    const { wrongs, calls, states: met } = await playPoints(given, isShared, ordered);
    counted[what] += 1;
    for (const state of met) states.add(state);
    if (wrongs.length > 0) tally.failures.push({ how: `--point '${name}' ${wordsOf(ordered)}`, wrong: wrongs[0]! });
    return calls;
  };
  const [part, parts] = share ?? [0, 1];
  const quiet = await play('single', { strokes: [] });
  for (const [place, first] of quiet.entries()) {
    if (place % parts !== part) continue;
    for (const trouble of troublesOf(first, isShared)) {
      const once: Stroke = { ordinal: first.ordinal, trouble };
      const calls = await play('single', { strokes: [once] });
      if (!given.onlyOnce) for (const again of secondStrokes(once, first, calls)) await play('double', { strokes: [once, again] });
    }
    if (given.meets) await playMeetings(first, isHurried ? 1 : thorough, play);
  }
  tally.states = [...states];
  return tally;
}

/** Plays one world and answers with its calls. */
type Play = (what: keyof PointCounts, ordered: Ordered) => Promise<Call[]>;

/** What can happen to one call. */
function troublesOf({ kind }: Call, isShared: boolean): Trouble[] {
  const deaths: Trouble[] = ['kill before', 'kill after'];
  if (kind === 'ring') return deaths;
  if (kind === 'read') return [...deaths, 'refuse', 'freeze after'];
  const freezes: Trouble[] = [...deaths, 'freeze before', 'freeze after'];
  if (kind === 'effect') return freezes;
  return [...freezes, 'freeze refuse', 'refuse', 'lose', ...(isShared ? (['late', 'half'] as const) : [])];
}

/** Calls of the store that somebody who takes over makes first. */
const takeover = 12;
/** Writes that follow a meeting soon. */
const soon = 6;
/** Draws of every meeting where nobody is in a hurry. */
const thorough = 12;

/** After a death another at every later point, or a store in trouble for who takes over; whoever froze finds it in trouble when it comes back. */
function* secondStrokes(once: Stroke, first: Call, calls: Call[]): Iterable<Stroke> {
  // A read changes nothing that outlives its process: dying around it is dying at the next write.
  if (first.kind === 'read') return;
  const later = calls.filter(({ ordinal }) => ordinal > once.ordinal);
  const writes = later.filter(({ kind }) => kind !== 'read');
  if (once.trouble.startsWith('kill')) {
    for (const { ordinal } of writes) for (const trouble of ['kill before', 'kill after'] as const) yield { ordinal, trouble };
    const claim = later.find(({ name }) => lifeOf(name) !== lifeOf(first.name) && isClaim(name));
    const heirs = later.filter(
      ({ name, ordinal, kind }) => claim && lifeOf(name) === lifeOf(claim.name) && ordinal >= claim.ordinal && (kind === 'read' || kind === 'write'),
    );
    for (const { ordinal } of heirs.slice(0, takeover)) for (const trouble of ['refuse', 'freeze after'] as const) yield { ordinal, trouble };
  } else if (once.trouble.startsWith('freeze')) {
    const back = writes.find(({ name, kind }) => kind === 'write' && lifeOf(name) === lifeOf(first.name));
    if (back) for (const trouble of ['refuse', 'lose', 'kill after'] as const) yield { ordinal: back.ordinal, trouble };
  }
}

const lifeOf = (name: string): string => name.split(' ')[0]!;
/** The first thing that whoever takes over asks of either store. */
const isClaim = (name: string): boolean => / (runs\.updateAll|claim) /.test(name);

/** What comes from outside comes just then; also when bells are not heard, and when somebody dies afterwards. Each draw of lengths is another meeting. */
async function playMeetings({ ordinal: meetAt }: Call, draws: number, play: Play): Promise<void> {
  for (let draw = 0; draw < draws; draw += 1) {
    const seed = 1 + meetAt + 100 * draw;
    for (const deafness of [0, 0.5, 1]) {
      const calls = await play('meetings', { strokes: [], meetAt, seed, deafness });
      const next = calls.filter(({ ordinal, kind }) => ordinal > meetAt && kind !== 'read').slice(0, deafness === 0.5 ? 0 : soon);
      for (const { ordinal } of next) await play('meetings', { strokes: [{ ordinal, trouble: 'kill after' }], meetAt, seed, deafness });
    }
  }
}

/** An order of faults as arguments for the simulator. */
const wordsOf = ({ strokes, meetAt, deafness, seed }: Ordered): string =>
  [
    ...strokes.map(({ ordinal, trouble }) => `'${ordinal} ${trouble}'`),
    ...(meetAt === undefined ? [] : [`'${meetAt} meet'`]),
    ...(deafness ? [`'${deafness} deaf'`] : []),
    ...(seed ? [`'${seed} seed'`] : []),
  ].join(' ');
