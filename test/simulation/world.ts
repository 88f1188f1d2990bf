/** One world: processes, store, bell, senders and receivers on virtual time, and everything that is written down about them. */
import type { Flow } from '../../flows/flow.ts';
import { atHand, putAtHand } from '../../server/engine/at-hand.ts';
import type { RunEvent } from '../../server/engine/events.ts';
import type { Plan } from '../../server/engine/plan.ts';
import { deliveryIdOf } from '../../server/engine/start.ts';
import { tenant } from './api.ts';
import { type Bell, bellOf } from './bell.ts';
import { type Chance, chanceOf } from './chance.ts';
import { embeddedBell } from './embedded-bell.ts';
import { expressionsFor } from './expressions.ts';
import type { Call, Dials, Faults } from './faults.ts';
import type { Keep } from './keep.ts';
import { memoryKeep } from './keep-memory.ts';
import { shelvesKeep } from './keep-shelves.ts';
import type { Machine } from './life.ts';
import { type Observer, observerOf, type Seen } from './observer.ts';
import { first, later, plannedOf } from './plans.ts';
import { type Processes, processesOf } from './processes.ts';
import { everyConnection, type Receivers, receiversOf } from './receivers.ts';
import { type Scheduler, schedulerOf } from './scheduler.ts';
import { type Errand, type Senders, sendersOf } from './senders.ts';
import { type Wire, wireOf } from './wire.ts';
import { watchWishes } from './wishes.ts';

export interface Given {
  seed: number;
  /** The distributed profile: MongoDB protocol, several processes; otherwise one process with its own disk. */
  isShared: boolean;
  flows: Flow[];
  /** Later versions of some of them. */
  later?: Flow[];
  faults: Faults;
  dials: Dials;
  apis: number;
  workers: number;
  sweepEvery: number;
  lane: number;
  /** Processes go by the clocks of their machines although there is the store's. */
  ownClocks: boolean;
  /** Clocks of single workers are wrong from the beginning, ms ahead. */
  skew: number;
  /** What is at hand in one process is pushed out soon. */
  isForgetful: boolean;
  /** ms after which whoever claims has heard what was promised before. */
  margin: number;
  /** How receivers behave, where a case says so: how long each call takes, ms; whether the first is refused. */
  receivers?: { work: number | undefined; isRefused: boolean };
  /** Orders whose calls end the process that makes them. */
  poisoned: ReadonlySet<string>;
  holdLimit: number;
  /** ms until a killed process lives again. */
  restartIn: [number, number];
  withTrace: boolean;
  seen?(call: Call): void;
}

export interface World {
  given: Given;
  scheduler: Scheduler;
  chance: Chance;
  wire: Wire;
  keep: Keep;
  observer: Observer;
  processes: Processes;
  receivers: Receivers;
  senders: Senders;
  bell: Bell | undefined;
  server: Machine | undefined;
  paused: Set<string>;
  /** What must never be. */
  wrongs: string[];
  trace: string[];
  note(text: string): void;
  wrong(text: string): void;
  /** Called with every commit. */
  onCommit: ((runId: string, seen: Seen, events: RunEvent[], taken: string[]) => void)[];
  restore(back: () => void): void;
  wasRestored: boolean;
  /** Writes refused because the run was another's by then. */
  fenced: number;
  /** Runs that kills from outside made look like poison. */
  suspects: number;
  /** A paused flow goes on, or every connection: what was kept or held is rung for, as a hub does. */
  goOn(flow: string): void;
  /** Clocks jumped, or everybody slept: no length can be told. */
  isRestless(): boolean;
  /** Calls on the store that were refused, lost or late. */
  storeTroubles(): number;
}

export const begin = Date.UTC(2026, 0, 5, 9);

export function openWorld(given: Given): World {
  const { seed, faults, dials, isShared } = given;
  const chance = chanceOf(seed);
  const scheduler = schedulerOf(chance, begin);
  const plans = new Map<string, Plan>([
    ...given.flows.map((flow): [string, Plan] => [`${flow.id} ${first}`, plannedOf(flow)]),
    ...(given.later ?? []).map((flow): [string, Plan] => [`${flow.id} ${later}`, plannedOf(flow, later)]),
  ]);
  const plan = (flow: string, version = first): Plan | undefined => plans.get(`${flow} ${version}`);
  const trace: string[] = [];
  const wrongs: string[] = [];
  const stamp = (text: string): string => `${((scheduler.now() - begin) / 1_000).toFixed(4).padStart(10)}  ${text}`;
  const note = given.withTrace ? (text: string): void => void trace.push(stamp(text)) : (): void => undefined;
  const wrong = (text: string): void => {
    wrongs.push(text);
    note(`WRONG ${text}`);
  };
  const paused = new Set<string>();
  forgetAtHand();

  const wire = wireOf({
    scheduler,
    faults,
    note,
    withTrace: given.withTrace,
    slow: dials.slow,
    outlives: isShared,
    kill: (life) => processes.kill(life),
    freeze: (life, ms) => processes.freeze(life, ms),
    ...(given.seen ? { seen: given.seen } : {}),
  });
  const receivers = receiversOf({
    scheduler,
    wire,
    faults,
    dials,
    lane: given.lane,
    poisoned: given.poisoned,
    manners: given.receivers,
    isPaused: () => paused.has(everyConnection),
    kill: (life) => processes.kill(life),
  });
  const onCommit: World['onCommit'] = [];
  const observer: Observer = observerOf({
    now: scheduler.now,
    plan,
    wrong,
    note,
    isDone: receivers.isDone,
    wallOf: (life) => scheduler.now() + Math.max(server?.ahead ?? 0, life.machine.ahead),
    lives: {
      now: scheduler.now,
      diedHolding: (...held) => processes.diedHolding(...held),
      areClocksWrong: () => world.isRestless(),
    },
    committed: (...told) => {
      for (const call of onCommit) call(...told);
    },
  });
  const server: Machine | undefined = isShared ? { name: 'store', offset: 0, ahead: 0, lives: 0 } : undefined;
  const renewEvery = isShared ? 5_000 : 0;
  const keep: Keep = server ? shelvesKeep(wire, 3 * renewEvery, observer.committed, wrong) : memoryKeep(wire, observer.committed);
  const bell = isShared ? bellOf({ scheduler, wire, faults, dials, chance }) : undefined;
  const processes = processesOf({
    scheduler,
    keep: () => keep,
    server,
    ownClocks: given.ownClocks,
    witnessed(life, head, events) {
      const kept = observer.runs.get(head.id)?.commits[head.seq - 1];
      if (JSON.stringify(kept?.events) !== JSON.stringify(events))
        wrong(`I1 ${life.name} tells of commit ${head.seq} of ${head.flow} ${head.id.slice(0, 6)}, which the log does not have`);
    },
    fenced(life, commit) {
      world.fenced += 1;
      const { id, seq, flow } = commit.head;
      // A run that nobody has begun may be begun by two at once; after that somebody must have lost it.
      const isAtPeace =
        !faults.happened.some((words) => /^(clock of the store|everybody)/.test(words)) && processes.crashes + processes.freezes + world.storeTroubles() === 0;
      if (!isShared || (isAtPeace && seq > 2)) wrong(`I5 ${life.name} is refused commit ${seq} of ${flow} ${id.slice(0, 6)} although nobody died or froze`);
    },
    receivers,
    queueFor: (life) => bell?.queueFor(life) ?? embeddedBell(life, scheduler, faults, dials),
    expressionsFor: (life) => expressionsFor(life, scheduler, wire),
    plan,
    isPaused: (flow) => paused.has(flow),
    renewEvery,
    sweepEvery: given.sweepEvery,
    holdLimit: given.holdLimit,
    restartIn(life) {
      forgetAtHand();
      return faults.isCalm() ? 100 : faults.amount(`${life.name} is back`, ...given.restartIn);
    },
    report(life, message, error) {
      note(`${life.name} reports: ${message}: ${String(error)}`);
      // Trouble explains that something could not be carried on; a slip in the code is never explained.
      const isSlip = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
      if (isSlip || faults.happened.length === 0)
        wrong(`${life.name} reports: ${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
    note,
  });

  const senders = sendersOf({
    scheduler,
    wire,
    faults,
    dials,
    chance,
    doors: () => processes.running().flatMap(({ life, api }) => (api ? [{ life, api }] : [])),
    promised: (errand) => {
      // In a process of its own nothing is at hand; in the same one it may have been pushed out.
      if (isShared || given.isForgetful) forgetAtHand();
      if (!isKept(keep, errand)) wrong(`I1 ${errand.name} is answered 202 and nothing of it is stored`);
    },
    note,
    wrong,
  });

  const world: World = {
    given,
    scheduler,
    chance,
    wire,
    keep,
    observer,
    processes,
    receivers,
    senders,
    bell,
    server,
    paused,
    wrongs,
    trace,
    note,
    wrong,
    onCommit,
    wasRestored: false,
    fenced: 0,
    suspects: 0,
    goOn(flow) {
      if (!paused.delete(flow)) return;
      const look = (): void => {
        const held = keep
          .runs()
          .filter(({ head }) => (flow === everyConnection ? head.code === 'connection.paused' : head.flow === flow && head.code === 'flow.paused'));
        for (const { worker } of processes.running()) for (const { head } of held) worker?.look(tenant, head.id);
      };
      look();
      // An order that was just being taken in is missed by the first look (FOUND.md, 11).
      for (const ms of [10_000, 60_000, 150_000]) scheduler.after(ms, look);
    },
    isRestless: () => given.skew !== 0 || faults.happened.some((id) => /^(clock|everybody)/.test(id)),
    storeTroubles: () => faults.happened.filter((id) => /: (refuse|lose|late|half)$/.test(id)).length,
    restore(back) {
      world.wasRestored = true;
      processes.killAll();
      bell?.flush();
      back();
      observer.restored(keep);
      scheduler.after(3_000, processes.reviveAll);
      senders.replay();
    },
  };

  if (isShared) {
    for (let n = 1; n <= given.apis; n += 1) processes.add(`api${n}`, { takes: true, works: false });
    for (let n = 1; n <= given.workers; n += 1) processes.add(`w${n}`, { takes: false, works: true }, n === 1 ? 0 : given.skew);
  } else processes.add('hub', { takes: true, works: true });
  watchWishes(world);
  return world;
}

/** I1: at the instant of the 2xx, what was promised is stored. */
function isKept(keep: Keep, { message }: Errand): boolean {
  switch (message.kind) {
    case 'order':
      return keep.deliveries().some(({ id }) => id === deliveryIdOf(tenant, message.endpoint, message.dedupeKey));
    case 'signal':
      return keep.signals().some(({ name, key, id }) => name === message.signal.name && key === message.signal.key && id === message.signal.id);
    default:
      return true;
  }
}

const roomAtHand = 512;
let forgotten = 0;

/** The engine keeps values at hand per process; in the one thread of all processes they must not help each other out. */
function forgetAtHand(): void {
  // The oldest of ours is still there: nothing was put since.
  if (atHand(`forgotten ${forgotten - roomAtHand + 1}`) !== undefined) return;
  for (let n = 0; n < roomAtHand; n += 1) putAtHand(`forgotten ${(forgotten += 1)}`, 0);
}
