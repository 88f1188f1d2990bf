/** One seed: orders come in while everything goes wrong, then nothing goes wrong any more, and all must come to an end. */
import type { JsonObject } from '../../flows/flow.ts';
import { runIdOf } from '../../server/engine/start.ts';
import { tenant } from './api.ts';
import { type Chance, chanceOf } from './chance.ts';
import { check, checkPrompt, unanswered, watchPrompt } from './checker.ts';
import { clerk, mend } from './clerk.ts';
import { disturb, rightClocks } from './disturb.ts';
import { dialsOf, drawnFaults } from './faults.ts';
import { type Outer, type Played, played } from './flows.ts';
import type { Seen } from './observer.ts';
import { plannedOf } from './plans.ts';
import { checkSignals } from './wishes.ts';
import { openWorld, type World } from './world.ts';

export interface Result {
  seed: number;
  wrongs: string[];
  faults: string[];
  trace: string[];
  states: Set<number>;
  steps: number;
  crashes: number;
  freezes: number;
  fenced: number;
  absorbed: number;
  /** Healthy runs that repeated kills made look like poison. */
  suspects: number;
}

const minute = 60_000;
/** Longer than anything a flow may wait for, all tries included. */
const longestCalm = 16 * minute;
/** Whatever was due when nothing went wrong any more has moved by then. */
const promptly = 2 * minute;
/** Nobody has anything to do for so long: the slowest sweep has been by. */
const quietFor = 12_000;

/** Whether a seed plays the distributed profile. */
export const isSharedSeed = (seed: number): boolean => chanceOf(seed ^ 0x1b873593).hit(0.7);

export async function playSeed(seed: number, options: { without?: ReadonlySet<string>; withTrace?: boolean } = {}): Promise<Result> {
  const chance = chanceOf(seed ^ 0x1b873593);
  const isShared = chance.hit(0.7); // as isSharedSeed says
  const dials = dialsOf(seed, isShared);
  const orders = drawOrders(chance);
  const world = openWorld({
    seed,
    isShared,
    flows: played.flatMap(({ flow, others = [] }) => [flow, ...others]),
    faults: drawnFaults(seed, dials, options.without ?? new Set()),
    dials,
    apis: chance.between(1, 2),
    workers: chance.between(2, 3),
    sweepEvery: chance.pick([1_000, 3_000, 5_000, 10_000]),
    lane: chance.pick([1, 2, 16]),
    holdLimit: chance.pick([2, 100, 4_000]),
    ...drawClocks(isShared, chance),
    isForgetful: chance.hit(0.5),
    margin: 30_000,
    poisoned: new Set(chance.hit(0.06) ? [keyOf(orders[0]!)] : []),
    restartIn: [200, 15_000],
    withTrace: options.withTrace ?? false,
  });
  for (const order of orders) sendOrder(world, order, chance);
  clerk(world);
  watchPrompt(world);
  const length = chance.between(minute, 3 * minute);
  let back: (() => void) | undefined;
  disturb(seed, length, {
    ...world,
    flows: played.map(({ flow }) => flow.id),
    faults: world.given.faults,
    ownClocks: world.given.ownClocks,
    isPeaceful: Object.values(dials.call).every((share) => share === 0),
    backup: () => {
      back = world.keep.backup();
    },
    restore: () => back && world.restore(back),
  });
  await world.scheduler.run(world.scheduler.now() + length, () => world.wrongs.length > 0);
  if (world.wrongs.length === 0) await calmDown(world);
  return resultOf(world);
}

/** From here on nothing goes wrong: everything comes to an end in time, people mend what is parked. */
async function calmDown(world: World): Promise<void> {
  const { scheduler, given, processes, senders, keep, observer } = world;
  world.note('nothing goes wrong from here on');
  given.faults.calm();
  rightClocks([...processes.machines, ...(world.server ? [world.server] : [])]);
  if (world.bell) world.bell.awayUntil = 0;
  for (const flow of [...world.paused]) world.goOn(flow);
  processes.reviveAll();
  const calmSince = scheduler.now();
  // Zombies come back and do what they were about to do.
  await scheduler.run(calmSince + 5_000, () => false);
  const isResting = (): boolean =>
    senders.isDone() && keep.deliveries().every(({ isPending }) => !isPending) && unanswered(world).length === 0 && [...observer.runs.values()].every(isAtRest);
  const rest = async (length = longestCalm): Promise<boolean> => {
    const until = scheduler.now() + length;
    for (let calm = 0; calm < quietFor && scheduler.now() < until && world.wrongs.length === 0; calm = isResting() ? calm + 2_000 : 0)
      await scheduler.run(scheduler.now() + 2_000, () => false);
    return isResting();
  };
  if (!(await rest(promptly))) {
    checkPrompt(world, calmSince);
    if (!world.isRestless()) checkSignals(world);
  }
  const sleep = (): void => {
    world.note('everybody sleeps for a day and an hour');
    scheduler.sleep(25 * 60 * minute);
  };
  // What was dated by a clock that was ahead becomes due when that date comes.
  const isAstray = world.isRestless();
  if (!(await rest()) && isAstray) {
    sleep();
    await rest();
  }
  for (let round = 0; round < 4 && world.wrongs.length === 0; round += 1) {
    if ((await mend(world, round)) === 0) break;
    if (!(await rest()) && isAstray) {
      sleep();
      await rest();
    }
  }
  if (isAstray) sleep();
  // Whoever still holds a run gives it back; a head left behind is met again at the end of its lease.
  await scheduler.run(scheduler.now() + 65_000, () => false);
  if (world.wrongs.length === 0) check(world);
}

/** Nothing of it will move by itself: ended, parked, or waiting for a run that is. */
const isAtRest = ({ run }: Seen): boolean =>
  run.status !== 'running' ||
  (run.open.size > 0 && [...run.open].every((id) => run.steps.get(id)!.status === 'waiting' && run.steps.get(id)!.due === undefined));

export function resultOf(world: World): Result {
  const { given, wrongs, trace, observer, scheduler, processes, receivers, senders } = world;
  return {
    seed: given.seed,
    wrongs,
    trace,
    faults: given.faults.happened,
    states: observer.states,
    steps: scheduler.steps(),
    crashes: processes.crashes,
    freezes: processes.freezes,
    fenced: world.fenced,
    absorbed: receivers.absorbed() + senders.repeated(),
    suspects: world.suspects,
  };
}

/** In some worlds processes go by clocks of their own, and those may be wrong. */
function drawClocks(isShared: boolean, chance: Chance): { ownClocks: boolean; skew: number } {
  const ownClocks = isShared && chance.hit(0.2);
  return { ownClocks, skew: ownClocks ? chance.pick([0, 60 * minute, -60 * minute, 25_000]) : 0 };
}

interface Order {
  one: Played;
  number: string;
  /** ms after the beginning. */
  at: number;
}

const keyOf = ({ one, number }: Order): string => (one.flow.id === 'installer' ? `HP-${number}` : number);

function drawOrders(chance: Chance): Order[] {
  const total = played.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return Array.from({ length: chance.between(1, 5) }, (_, index) => {
    let left = chance.next() * total;
    const one = played.find(({ weight = 1 }) => (left -= weight) < 0) ?? played[0]!;
    return { one, number: `${one.flow.id}-${index + 1}`, at: chance.between(0, 40_000) };
  });
}

/** The order, and all that is said about it from outside: before, during and after. */
function sendOrder(world: World, order: Order, chance: Chance): void {
  const { one, number, at } = order;
  const { flow, outer } = one;
  // Large ones lie beside the log.
  const document: JsonObject = { number, ...one.order, padding: 'x'.repeat(chance.hit(0.5) ? 600 : 6) };
  const endpoint = `in/${flow.id}`;
  const trigger = plannedOf(flow).triggers[0]!;
  const flows = [{ flow, version: 'v1', trigger }];
  world.senders.send(number, { kind: 'order', endpoint, dedupeKey: number, document, flows, signals: [] }, at);
  const runId = runIdOf(tenant, endpoint, number, flow.id);
  for (const [index, each] of outer.entries()) {
    if (!chance.hit(each.share ?? 1)) continue;
    // Often just when something else happens to the run.
    const ms = at + (chance.hit(0.35) ? chance.pick(one.moments ?? [0]) + chance.between(-20, 60) : chance.between(...each.at));
    sendOuter(world, each.send, { number, key: keyOf(order), runId, index, ms: Math.max(0, ms) }, chance);
  }
}

function sendOuter(world: World, send: Outer['send'], to: { number: string; key: string; runId: string; index: number; ms: number }, chance: Chance): void {
  const { number, key, runId, index, ms } = to;
  if (send === 'cancel') {
    world.senders.send(`cancel ${number}`, { kind: 'cancel', runId, id: `cancel ${index}` }, ms);
    return;
  }
  const signal = { name: send.signal, key, id: `${number}-${index}`, data: send.data ?? null };
  // Half of them come as webhooks of their own, which are deliveries.
  if (chance.hit(0.5)) world.senders.send(`${send.signal} ${number}`, { kind: 'signal', signal }, ms);
  else
    world.senders.send(
      `webhook ${send.signal} ${number}`,
      { kind: 'order', endpoint: 'in/facts', dedupeKey: signal.id, document: { number, name: send.signal }, flows: [], signals: [signal] },
      ms,
    );
}
