/** Lives of processes on one database: each may lose answers or end in the middle, and the store's time is turned by hand. */
import type { Db } from 'mongodb';
import { onTestFinished } from 'vitest';
import { connect } from '../../server/adapters/mongo/connect.ts';
import { type OpenShelves, openShelves, type Trips } from '../../server/adapters/mongo/open-shelves.ts';
import { mongoRuns } from '../../server/adapters/mongo/runs.ts';
import type { Shelf, Shelves } from '../../server/adapters/mongo/shelves.ts';
import type { RunStore } from '../../server/engine/ports.ts';
import { ownName } from '../services/shared.ts';
import { at } from './samples.ts';

export const leaseMs = 15_000;
export const graceMs = 1_000;

type ShelfName = Exclude<keyof Shelves, 'now'>;
type Verb = keyof Shelf<{ _id: string }>;
/** `runs.insert`, and so on. */
export type Call = `${ShelfName}.${Verb}`;

export interface Life {
  runs: RunStore;
  trips: Trips;
  /** The next such call is done, but its answer is lost; with `false` it is lost on its way there. */
  loseAnswer(call: Call, isDone?: boolean): void;
  /** The next such call is done; its answer comes once the answer of this is called. */
  holdAnswer(call: Call): { isDone: Promise<void>; go(): void };
  /** The process ends with the next such call: it is done, and nothing after it. */
  dieWith(call: Call): void;
}

export interface Lives {
  clock: { now: number };
  /** The database as it is, seen by nobody's life. */
  shelves: OpenShelves;
  live(options?: { remembers?: boolean }): Life;
}

/** A database that goes with the test. */
export async function enterLives(url: string): Promise<Lives> {
  const place = new URL(url);
  place.pathname = `/${ownName('lives')}`;
  const { db, close } = await connect(place.href);
  onTestFinished(async () => {
    await db.dropDatabase();
    await close();
  });
  const clock = { now: at };
  let count = 0;
  return {
    clock,
    shelves: openShelves(db, () => clock.now),
    live({ remembers = true } = {}) {
      count += 1;
      return lifeOn(db, clock, { owner: `life-${count}`, leaseMs, grace: graceMs, remembers });
    },
  };
}

type Fault = 'not done' | 'done' | 'last' | { done(): void; gate: Promise<void> };

function lifeOn(db: Db, clock: { now: number }, options: Parameters<typeof mongoRuns>[1]): Life {
  const shelves = openShelves(db, () => clock.now);
  const faults = new Map<string, Fault>();
  const never = new Promise<never>(() => undefined);
  let isDead = false;
  const faulty = (shelf: object, name: string): object =>
    new Proxy(shelf, {
      get(target, verb: string) {
        const call = target[verb as never] as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          if (isDead) return never;
          const fault = faults.get(`${name}.${verb}`);
          faults.delete(`${name}.${verb}`);
          if (fault === 'last') isDead = true;
          if (fault !== 'not done') {
            const answer = await call.apply(target, args);
            if (typeof fault === 'object') {
              fault.done();
              await fault.gate;
            }
            if (fault === undefined || typeof fault === 'object') return answer;
          }
          if (fault === 'last') return never;
          throw new Error('the connection was lost');
        };
      },
    });
  const { now, trips, ...named } = shelves;
  const own = { ...Object.fromEntries(Object.entries(named).map(([name, shelf]) => [name, faulty(shelf, name)])), now } as unknown as Shelves;
  return {
    runs: mongoRuns(own, options),
    trips,
    loseAnswer: (call, isDone = true) => void faults.set(call, isDone ? 'done' : 'not done'),
    holdAnswer(call) {
      const [done, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      faults.set(call, { done: done.resolve, gate: gate.promise });
      return { isDone: done.promise, go: gate.resolve };
    },
    dieWith: (call) => void faults.set(call, 'last'),
  };
}
