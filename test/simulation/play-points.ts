/** One small flow in a quiet world, with deaths ordered at exact points of it. */
import { runIdOf } from '../../server/engine/start.ts';
import { type Message, tenant } from './api.ts';
import { check, unanswered } from './checker.ts';
import { clerk, mend } from './clerk.ts';
import { type Call, type Dials, orderedFaults, type Stroke } from './faults.ts';
import type { NodeCase } from './node-flows.ts';
import { first, later, plannedOf } from './plans.ts';
import { openWorld, type World } from './world.ts';

export interface Ordered {
  strokes: Stroke[];
  /** What comes from outside comes at the call with this number, and not when the case says. */
  meetAt?: number;
  /** So much of the bell is lost: 1 is all of it. */
  deafness?: number;
  /** Another draw of how long everything takes. */
  seed?: number;
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
  call: { 'kill before': 0, 'kill after': 0, 'freeze before': 0, 'freeze after': 0, 'freeze refuse': 0, refuse: 0, lose: 0, late: 0, half: 0 },
  slow: 0,
  bell: { lost: 0, twice: 0, late: 0 },
  http: { unreachable: 0, swallowed: 0, lost: 0, slow: 0, busy: 0, limited: 0, gateway: 0, stored500: 0, refused: 0 },
  net: { request: 0, answer: 0 },
  again: 0,
};

export async function playPoints(given: NodeCase, isShared: boolean, ordered: Ordered, withTrace = false): Promise<Played> {
  const { strokes, meetAt, deafness = 0, seed = 1 } = ordered;
  const calls: Call[] = [];
  const meet = (call: Call): void => {
    calls.push(call);
    if (call.ordinal === meetAt && world) sendOuter(world, given, true);
  };
  let world: World | undefined;
  world = openWorld({
    seed,
    isShared,
    flows: [given.flow, ...(given.others ?? [])],
    ...(given.later ? { later: [given.later] } : {}),
    faults: orderedFaults(seed, strokes, deafness),
    dials: quiet,
    apis: 1,
    workers: 2,
    sweepEvery: isShared ? 5_000 : 1_000,
    lane: 16,
    holdLimit: 4_000,
    ownClocks: given.skew !== undefined,
    skew: given.skew ?? 0,
    isForgetful: true,
    // Who hears no bell hears it by a renewal, or once its call is back.
    margin: deafness > 0 ? 15_000 : 1_000,
    receivers: { work: given.work, isRefused: given.isRefused ?? false },
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
    // Calls that are out come back, heads that were left behind are met again at the end of their lease.
    await world.scheduler.run(world.scheduler.now() + (strokes.length > 0 ? 40_000 : 10_000), () => false);
    check(world);
  }
  return { calls: calls.slice(0, last), wrongs: world.wrongs, trace: world.trace, states: world.observer.states };
}

const number = 'N-1';
const orderAt = 1_000;

function send({ senders }: World, { flow, order = {} }: NodeCase): void {
  const flows = [{ flow, version: first, trigger: plannedOf(flow).triggers[0]! }];
  senders.send('order', { kind: 'order', endpoint: `in/${flow.id}`, dedupeKey: number, document: { number, ...order }, flows, signals: [] }, orderAt);
}

/** Everything at about the same time, or each when the case says. */
function sendOuter({ senders, chance }: World, { flow, signals = [], cancelAt, retryAt, moveAt }: NodeCase, isNow = false): void {
  const runId = runIdOf(tenant, `in/${flow.id}`, number, flow.id);
  let sent = 0;
  const send = (name: string, message: Message, at: number): void => {
    senders.send(name, message, isNow ? (sent === 0 ? 0 : chance.between(0, 50)) : orderAt + at);
    sent += 1;
  };
  for (const { at, name, data } of signals) send(name, { kind: 'signal', signal: { name, key: number, id: name, data: data ?? null } }, at);
  if (cancelAt !== undefined) send('cancel', { kind: 'cancel', runId, id: 'cancel' }, cancelAt);
  if (moveAt !== undefined) send('move', { kind: 'act', runId, id: 'move', act: 'move', version: later }, moveAt);
  if (retryAt !== undefined) send('retry', { kind: 'act', runId, id: 'retry', act: 'retry' }, retryAt);
}

/** Nobody has had anything to do for longer than any sweep takes to come by. */
const quietFor = 7_000;

async function rest(world: World): Promise<void> {
  const { scheduler, senders, observer, keep } = world;
  const until = scheduler.now() + longest;
  const isOver = (): boolean =>
    senders.isDone() &&
    observer.runs.size > 0 &&
    [...observer.runs.values()].every(({ run }) => run.status !== 'running') &&
    unanswered(world).length === 0 &&
    keep.deliveries().every(({ isPending }) => !isPending);
  for (let calm = 0; calm < quietFor && scheduler.now() < until && world.wrongs.length === 0; calm = isOver() ? calm + 1_000 : 0)
    await scheduler.run(scheduler.now() + 1_000, () => false);
}
