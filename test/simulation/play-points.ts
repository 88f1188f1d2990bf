/** One small flow in a quiet world, with deaths ordered at exact points of it. */
import { runIdOf } from '../../server/engine/start.ts';
import { tenant } from './api.ts';
import { check, unanswered } from './checker.ts';
import { clerk, mend } from './clerk.ts';
import { type Call, type Dials, orderedFaults, type Stroke } from './faults.ts';
import type { NodeCase } from './node-flows.ts';
import { plannedOf } from './plans.ts';
import { openWorld, type World } from './world.ts';

export interface Ordered {
  strokes: Stroke[];
  /** What comes from outside comes at the call with this number, and not when the case says. */
  meetAt?: number;
  /** No ring of the bell is heard. */
  isDeaf?: boolean;
}

export interface Played {
  calls: Call[];
  wrongs: string[];
  trace: string[];
  states: Set<number>;
}

/** Longer than a lease and everything a small flow waits for. */
const longest = 260_000;

const quiet: Dials = {
  call: { 'kill before': 0, 'kill after': 0, 'freeze before': 0, 'freeze after': 0, refuse: 0, lose: 0, late: 0, half: 0 },
  slow: 0,
  bell: { lost: 0, twice: 0, late: 0 },
  http: { unreachable: 0, swallowed: 0, lost: 0, slow: 0, busy: 0, limited: 0, gateway: 0, stored500: 0, refused: 0 },
  net: { request: 0, answer: 0 },
  again: 0,
};

export async function playPoints(given: NodeCase, isShared: boolean, ordered: Ordered, withTrace = false): Promise<Played> {
  const { strokes, meetAt, isDeaf = false } = ordered;
  const calls: Call[] = [];
  const meet = (call: Call): void => {
    calls.push(call);
    if (call.ordinal === meetAt && world) sendOuter(world, given, 0);
  };
  let world: World | undefined;
  world = openWorld({
    seed: 1,
    isShared,
    flows: [given.flow, ...(given.others ?? [])],
    faults: orderedFaults(1, strokes, isDeaf),
    dials: quiet,
    apis: 1,
    workers: 2,
    sweepEvery: isShared ? 5_000 : 1_000,
    lane: 16,
    holdLimit: 4_000,
    ownClocks: false,
    margin: 1_000,
    poisoned: new Set(),
    restartIn: [300, 301],
    withTrace,
    seen: meet,
  });
  clerk(world, 1);
  send(world, given);
  if (meetAt === undefined) sendOuter(world, given);
  await rest(world);
  const last = calls.length;
  for (let round = 0; round < 3 && world.wrongs.length === 0 && (await mend(world, round)) > 0; round += 1) await rest(world);
  if (world.wrongs.length === 0) {
    // Heads that were left behind are met again at the end of their lease.
    if (strokes.length > 0) await world.scheduler.run(world.scheduler.now() + 40_000, () => false);
    check(world);
  }
  return { calls: calls.slice(0, last), wrongs: world.wrongs, trace: world.trace, states: world.observer.states };
}

const number = 'N-1';
const orderAt = 1_000;

function send({ senders }: World, { flow, order = {} }: NodeCase): void {
  const flows = [{ flow, version: 'v1', trigger: plannedOf(flow).triggers[0]! }];
  senders.send('order', { kind: 'order', endpoint: `in/${flow.id}`, dedupeKey: number, document: { number, ...order }, flows, signals: [] }, orderAt);
}

/** All of it after `ms`, or each when the case says. */
function sendOuter({ senders }: World, { flow, signals = [], cancelAt }: NodeCase, ms?: number): void {
  for (const { at, name, data } of signals)
    senders.send(name, { kind: 'signal', signal: { name, key: number, id: name, data: data ?? null } }, ms ?? orderAt + at);
  if (cancelAt !== undefined)
    senders.send('cancel', { kind: 'cancel', runId: runIdOf(tenant, `in/${flow.id}`, number, flow.id), id: 'cancel' }, ms ?? orderAt + cancelAt);
}

async function rest(world: World): Promise<void> {
  const { scheduler, senders, observer, keep } = world;
  const until = scheduler.now() + longest;
  const isOver = (): boolean =>
    senders.isDone() &&
    observer.runs.size > 0 &&
    [...observer.runs.values()].every(({ run }) => run.status !== 'running') &&
    unanswered(world).length === 0 &&
    keep.deliveries().every(({ isPending }) => !isPending);
  while (!isOver() && scheduler.now() < until && world.wrongs.length === 0) await scheduler.run(scheduler.now() + 1_000, () => false);
}
