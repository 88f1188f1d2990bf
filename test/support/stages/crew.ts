/** The workers of a play: one, or eight at once, or one that is lost and another in its place. */
import jsonata from 'jsonata';
import type { Json } from '../../../flows/flow.ts';
import { processBell } from '../../../server/adapters/memory/bell.ts';
import type { Effects } from '../../../server/engine/drain-deps.ts';
import type { Plan } from '../../../server/engine/plan.ts';
import type { Clock, Expressions, Hint } from '../../../server/engine/ports.ts';
import { type Worker, worker } from '../../../server/engine/worker.ts';
import { mortal } from './mortal.ts';
import type { Fate, Place, Stage } from './stage.ts';

export interface CrewDeps {
  stage: Stage;
  place: Place;
  clock: Clock;
  /** By flow; by version where a flow has more than one. */
  plans: ReadonlyMap<string, Plan>;
  effects: Effects;
  expressions?: Expressions;
  size: number;
  /** Every ring of a worker's own bell is heard twice. */
  doubled: boolean;
  /** The first worker is lost before a commit of its, or at a write to the server: before or after it. */
  loss?: { at: 'commit' | 'write'; number: number; isWritten?: boolean };
}

export interface Crew {
  look(runIds: string[], hint?: Hint): void;
  /** Somebody holds a run. */
  isHolding(): boolean;
  /** Calls to the store so far. */
  asked(): number;
  hasLost(): boolean;
  end(): void;
}

/**
 * Sweeping every second finds what no stored time tells of. It is done while there may be something: a message nobody took
 * up, a run with a dead holder that somebody rang for.
 */
const livelyFor = 20_000;
/** So long that a sweeper looks only when a stored time says so. */
const seldom = 86_400_000;

/** In this thread, so that nothing but the clock decides when things happen. */
const inThisThread: Expressions = { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> };

export function openCrew({ stage, place, clock, plans, effects, expressions = inThisThread, size, doubled, loss }: CrewDeps): Crew {
  const workers: { worker: Worker; dead: { now: boolean } }[] = [];
  const living = (): Worker[] => workers.filter(({ dead }) => !dead.now).map(({ worker: one }) => one);
  let livelyUntil = 0;
  let asked = 0;
  let left = loss?.number ?? 0;

  function start(n: number): void {
    livelyUntil = clock.now() + livelyFor;
    const dead = { now: false };
    const dies = (): boolean => {
      if (left === 0 || (left -= 1) > 0) return false;
      dead.now = true;
      start(n + 100);
      return true;
    };
    const fate = (): Fate => (loss?.at === 'write' && dies() ? (loss.isWritten ? 'ends after' : 'ends before') : 'lives');
    const store = mortal(place.live(`w${n}`, fate).runs, dead, (call) => {
      asked += 1;
      // Lost between effect and commit: the finding is there, the commit never happens.
      return call === 'commit' && loss?.at === 'commit' && dies();
    });
    const bell = processBell();
    const one = worker({
      store,
      queue: doubled ? { ...bell, ring: twice(bell.ring) } : bell,
      clock: { now: clock.now, wake: (at, call) => clock.wake(at, () => !dead.now && call()) },
      expressions,
      effects,
      witness: () => undefined,
      plan: async (_tenant, flow, version) => plans.get(version) ?? plans.get(flow),
      subflow: (_session, flow) => {
        const plan = plans.get(flow);
        return plan && { flow, version: plan.version, trigger: plan.triggers[0]! };
      },
      isPaused: () => false,
      renewEvery: stage.renewEvery,
      sweepEvery: () => (clock.now() < livelyUntil ? 1_000 : seldom),
      epoch: `w${n}`,
      report: (message, { error }) => {
        if (!dead.now) throw new Error(`${message}: ${String(error ?? '')}`, { cause: error });
      },
    });
    workers.push({ worker: one, dead });
  }

  for (let n = 0; n < size; n += 1) start(n);
  return {
    look(runIds, hint) {
      for (const one of living()) for (const id of runIds) one.look('t', id, hint);
    },
    isHolding: () => living().some((one) => one.held() > 0),
    asked: () => asked,
    hasLost: () => workers.some(({ dead }) => dead.now),
    end() {
      for (const { dead } of workers) dead.now = true;
    },
  };
}

function twice(ring: (tenant: string, runId: string) => void) {
  return (tenant: string, runId: string): void => {
    ring(tenant, runId);
    ring(tenant, runId);
  };
}
