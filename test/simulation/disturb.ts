/** Troubles with a time of their own: clocks that jump, a bell that is away, processes stopped or killed at random instants, an old backup brought back. */

import type { Bell } from './bell.ts';
import { chanceOf } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Machine } from './life.ts';
import type { Processes } from './processes.ts';
import { everyConnection } from './receivers.ts';
import type { Scheduler } from './scheduler.ts';

export interface Disturbed {
  scheduler: Scheduler;
  faults: Faults;
  processes: Processes;
  bell: Bell | undefined;
  /** The clock of the store's server, where it has one of its own. */
  server: Machine | undefined;
  flows: string[];
  ownClocks: boolean;
  paused: Set<string>;
  goOn(flow: string): void;
  backup(): void;
  restore(): void;
  /** Nothing happens to store and processes in this world. */
  isPeaceful: boolean;
  note(text: string): void;
}

const minute = 60_000;
const hour = 60 * minute;
const jumps = [hour, -hour, 24 * hour, -24 * hour, 40_000, -40_000];

/** Plans all of it for a phase of `length` ms; each can be left out by its name. */
export function disturb(seed: number, length: number, world: Disturbed): void {
  const { scheduler, faults, processes, bell, server, note } = world;
  if (world.isPeaceful) return;
  const chance = chanceOf(seed ^ 0x2545f491);
  const plan = (name: string, call: () => void): void => {
    const at = chance.next() * length;
    scheduler.after(at, () => {
      if (!faults.draw(name, { happens: 1 })) return;
      note(name);
      call();
    });
  };
  const times = (share: number, most: number): number[] => Array.from({ length: chance.hit(share) ? chance.between(1, most) : 0 }, (_, index) => index + 1);
  const pick = () => chance.pick(processes.machines);
  const lifeOf = (machine: Machine) => processes.running().find(({ life }) => life.machine === machine)?.life;

  for (const n of times(0.4, 3)) {
    const machine = pick();
    plan(`kill ${machine.name} out of the blue ${n}`, () => {
      const life = lifeOf(machine);
      if (life) processes.kill(life);
    });
  }
  for (const n of times(0.3, 2)) {
    const machine = pick();
    const ms = chance.between(2_000, 120_000);
    plan(`freeze ${machine.name} out of the blue ${n}`, () => {
      const life = lifeOf(machine);
      if (life) processes.freeze(life, ms);
    });
  }
  for (const n of times(0.2, 2)) {
    const machine = pick();
    plan(`stop ${machine.name} in order ${n}`, () => {
      const life = lifeOf(machine);
      if (life) processes.stop(life);
    });
  }
  // Processes that share a store go by its time and not by their machine's, mostly.
  for (const n of times(server && !world.ownClocks ? 0 : 0.3, 2)) {
    const machine = pick();
    const by = chance.pick(jumps);
    plan(`clock of ${machine.name} jumps by ${by} ms ${n}`, () => {
      jump(machine, by);
    });
  }
  if (server && chance.hit(0.2)) {
    const by = chance.pick(jumps);
    plan(`clock of the store jumps by ${by} ms`, () => {
      jump(server, by);
    });
  }
  if (bell && chance.hit(0.3)) {
    const ms = chance.between(minute / 2, 3 * minute);
    plan(`bell is away for ${ms} ms`, () => {
      bell.awayUntil = scheduler.now() + ms;
      bell.flush();
    });
  }
  if (bell) for (const n of times(0.3, 3)) plan(`bell is flushed ${n}`, bell.flush);
  if (chance.hit(0.1)) {
    const flow = chance.pick(world.flows);
    plan(`flow ${flow} is paused`, () => {
      world.paused.add(flow);
      scheduler.after(chance.between(5_000, minute), () => world.goOn(flow));
    });
  }
  if (chance.hit(0.06)) plan('everybody sleeps for a day and an hour', () => scheduler.sleep(25 * hour));
  if (chance.hit(0.06)) {
    scheduler.after(chance.next() * 0.5 * length, world.backup);
    scheduler.after((0.5 + 0.5 * chance.next()) * length, () => {
      if (!faults.draw('an old backup is brought back', { happens: 1 })) return;
      note('an old backup is brought back');
      world.restore();
    });
  }
  // Last, so that what was drawn before it stays what it was.
  for (const n of times(0.3, 2)) {
    const ms = chance.between(2_000, 2 * minute);
    plan(`every connection is paused ${n}`, () => {
      world.paused.add(everyConnection);
      scheduler.after(ms, () => world.goOn(everyConnection));
    });
  }
}

function jump(machine: Machine, by: number): void {
  machine.offset += by;
  machine.ahead = Math.max(machine.ahead, machine.offset);
}

/** All clocks are put right, which is a jump of its own. */
export function rightClocks(machines: Machine[]): void {
  for (const machine of machines) machine.offset = 0;
}
