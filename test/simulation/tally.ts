/** What many worlds came to, added up. */
import type { Result } from './play-seed.ts';

export interface Failure {
  /** What to say to the simulator to see it again. */
  how: string;
  wrong: string;
}

export interface PointCounts {
  /** One thing went wrong at one point. */
  single: number;
  double: number;
  /** Something came from outside at that point. */
  meetings: number;
}

export interface Tally {
  seeds: number;
  twice: number;
  crashes: number;
  pauses: number;
  fenced: number;
  absorbed: number;
  suspects: number;
  steps: number;
  states: number[];
  /** Points played, by node case and profile. */
  points: Record<string, PointCounts>;
  failures: Failure[];
}

export const emptyTally = (): Tally => ({
  seeds: 0,
  twice: 0,
  crashes: 0,
  pauses: 0,
  fenced: 0,
  absorbed: 0,
  suspects: 0,
  steps: 0,
  states: [],
  points: {},
  failures: [],
});

export function countSeed(tally: Tally, result: Result, states: Set<number>): void {
  tally.seeds += 1;
  tally.crashes += result.crashes;
  tally.pauses += result.freezes;
  tally.fenced += result.fenced;
  tally.absorbed += result.absorbed;
  tally.suspects += result.suspects;
  tally.steps += result.steps;
  for (const state of result.states) states.add(state);
  if (result.wrongs.length > 0) tally.failures.push({ how: `--seed ${result.seed}`, wrong: result.wrongs[0]! });
}

export function add(sum: Tally, part: Tally): void {
  for (const field of ['seeds', 'twice', 'crashes', 'pauses', 'fenced', 'absorbed', 'suspects', 'steps'] as const) sum[field] += part[field];
  for (const [name, counts] of Object.entries(part.points)) {
    const known = (sum.points[name] ??= { single: 0, double: 0, meetings: 0 });
    for (const kind of ['single', 'double', 'meetings'] as const) known[kind] += counts[kind];
  }
  sum.failures.push(...part.failures);
}
