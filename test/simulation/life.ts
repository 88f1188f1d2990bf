/** One life of one process: it may die between any two awaits, freeze and come back as a zombie, and its clock may be wrong. */
import { storeClock } from '../../server/adapters/mongo/store-clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import type { Owner, Scheduler } from './scheduler.ts';

/** The clock on the wall of a machine; it outlives processes. */
export interface Machine {
  name: string;
  /** ms ahead of true time. */
  offset: number;
  /** The most it ever was ahead. */
  ahead: number;
  lives: number;
}

export interface Life extends Owner {
  /** Names this life: `w1.3` is the third of machine w1. */
  name: string;
  machine: Machine;
  bornAt: number;
  /** How often it froze and went on. */
  thaws: number;
  clock: Clock;
  /** Time of the store as this process knows it; its own clock's where it has the store to itself. */
  storeNow(): number;
}

/** Like the system clock adapter: it looks at the wall at least once a minute, and a pause ends although the wall clock was set back. */
const longest = 60_000;
const longestPause = 5_000;
const grace = 250;
/** A process asks the store's server for its time this often, ms. */
const readingEvery = 10_000;

/** With a `server` there is a time of the store; a process goes by it, or with `isOwn` by the wall clock of its machine. */
export function lifeOn(machine: Machine, scheduler: Scheduler, server: Machine | undefined, isOwn: boolean): Life {
  machine.lives += 1;
  const wakes = new Set<{ at: number; latest: number; call: () => void }>();
  const life: Life = {
    name: `${machine.name}.${machine.lives}`,
    machine,
    alive: true,
    isFrozen: false,
    backlog: [],
    bornAt: scheduler.now(),
    thaws: 0,
    clock: { now: () => wall(), wake },
    storeNow: () => storeNow(),
  };
  const ownNow = (): number => Math.floor(scheduler.now() + machine.offset);
  const storeNow = server ? storeTime(life, scheduler, server) : ownNow;
  const wall = isOwn ? ownNow : storeNow;
  let armed = 0;
  let armedFor = Number.POSITIVE_INFINITY;

  function wake(at: number, call: () => void): () => void {
    const span = at - wall();
    const one = { at, latest: span > longestPause ? Number.POSITIVE_INFINITY : scheduler.now() + span + grace, call };
    wakes.add(one);
    arm();
    return () => {
      if (wakes.delete(one)) arm();
    };
  }
  function arm(): void {
    let earliest = Number.POSITIVE_INFINITY;
    let latest = Number.POSITIVE_INFINITY;
    for (const one of wakes) {
      earliest = Math.min(earliest, one.at);
      latest = Math.min(latest, one.latest);
    }
    if (earliest === armedFor) return;
    armed += 1;
    armedFor = earliest;
    if (earliest === Number.POSITIVE_INFINITY) return;
    const mine = armed;
    scheduler.after(Math.min(longest, earliest - wall(), latest - scheduler.now()), () => mine === armed && fire(), life);
  }
  function fire(): void {
    armedFor = Number.POSITIVE_INFINITY;
    const now = wall();
    const due = [...wakes].filter((one) => one.at <= now || one.latest <= scheduler.now()).sort((a, b) => a.at - b.at);
    for (const one of due) if (wakes.delete(one)) one.call();
    arm();
  }
  return life;
}

/** The store's clock as one process knows it: the real adapter's, over readings that take a moment. */
function storeTime(life: Life, scheduler: Scheduler, server: Machine): () => number {
  const reading = () => ({ sent: scheduler.now() - 1.5, received: scheduler.now(), localTime: Math.floor(scheduler.now() - 0.5 + server.offset) });
  const clock = storeClock(scheduler.now, reading());
  const learn = (): void => {
    clock.learn(reading());
    scheduler.after(readingEvery, learn, life);
  };
  scheduler.after(readingEvery, learn, life);
  return clock.now;
}
