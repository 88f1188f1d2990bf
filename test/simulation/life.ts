/** One life of one process: it may die between any two awaits, freeze and come back as a zombie, and its clock may be wrong. */
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
  clock: Clock;
}

/** Like the system clock adapter: it looks at the wall at least once a minute. */
const longest = 60_000;

export function lifeOn(machine: Machine, scheduler: Scheduler): Life {
  machine.lives += 1;
  const wakes = new Set<{ at: number; call: () => void }>();
  const wall = (): number => Math.floor(scheduler.now() + machine.offset);
  let armed = 0;
  let armedFor = Number.POSITIVE_INFINITY;

  const arm = (): void => {
    let earliest = Number.POSITIVE_INFINITY;
    for (const wake of wakes) earliest = Math.min(earliest, wake.at);
    if (earliest === armedFor) return;
    armed += 1;
    armedFor = earliest;
    if (earliest === Number.POSITIVE_INFINITY) return;
    const mine = armed;
    scheduler.after(Math.min(longest, earliest - wall()), () => mine === armed && fire(), life);
  };
  const fire = (): void => {
    armedFor = Number.POSITIVE_INFINITY;
    const now = wall();
    const due = [...wakes].filter((wake) => wake.at <= now).sort((a, b) => a.at - b.at);
    for (const wake of due) if (wakes.delete(wake)) wake.call();
    arm();
  };

  const life: Life = {
    name: `${machine.name}.${machine.lives}`,
    machine,
    alive: true,
    isFrozen: false,
    backlog: [],
    bornAt: scheduler.now(),
    clock: {
      now: wall,
      wake(at, call) {
        const wake = { at, call };
        wakes.add(wake);
        arm();
        return () => {
          if (wakes.delete(wake)) arm();
        };
      },
    },
  };
  return life;
}
