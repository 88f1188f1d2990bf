/** Machines and the processes that live on them: started, killed, frozen, stopped in order, started again. */
import type { RunEvent } from '../../server/engine/events.ts';
import type { Plan } from '../../server/engine/plan.ts';
import type { Commit, Expressions, Queue, RunHead, RunStore } from '../../server/engine/ports.ts';
import { type Worker, worker } from '../../server/engine/worker.ts';
import { type Api, apiOf } from './api.ts';
import type { Keep } from './keep.ts';
import { type Life, lifeOn, type Machine } from './life.ts';
import type { Receivers } from './receivers.ts';
import type { Scheduler } from './scheduler.ts';

export interface Role {
  takes: boolean;
  works: boolean;
}

export interface Running {
  life: Life;
  role: Role;
  queue: Queue;
  api: Api | undefined;
  worker: Worker | undefined;
}

export interface Processes {
  machines: Machine[];
  running(): Running[];
  /** `ahead`: its clock is wrong by that many ms from the beginning. */
  add(name: string, role: Role, ahead?: number): void;
  kill(life: Life): void;
  freeze(life: Life, ms: number): void;
  /** SIGTERM: it gives back what it holds, then ends. */
  stop(life: Life): void;
  /** Whoever is dead lives again now. */
  reviveAll(): void;
  killAll(): void;
  crashes: number;
  freezes: number;
  /** It was killed while it held this run. */
  diedHolding(life: string, runId: string): boolean;
}

export interface ProcessDeps {
  scheduler: Scheduler;
  keep(): Keep;
  /** Whose time goes, where processes share a store. */
  server: Machine | undefined;
  receivers: Receivers;
  queueFor(life: Life): Queue;
  expressionsFor(life: Life): Expressions;
  plan(flow: string, version?: string): Plan | undefined;
  isPaused(flow: string): boolean;
  /** Whether a process goes by its machine's clock although there is the store's. */
  ownClocks: boolean;
  renewEvery: number;
  sweepEvery: number;
  holdLimit: number;
  /** ms until a dead process is started again; undefined: somebody else sees to it. */
  restartIn(life: Life): number | undefined;
  report(life: Life, message: string, error: unknown): void;
  note(text: string): void;
  /** Screens and waiting senders are told of this commit. */
  witnessed(life: Life, head: RunHead, events: RunEvent[]): void;
  /** Somebody wrote to a run that was no longer theirs, and was refused. */
  fenced(life: Life, commit: Commit): void;
}

/** What an orderly stop may take before it is ended, ms. */
const patience = 35_000;

export function processesOf(deps: ProcessDeps): Processes {
  const { scheduler, note } = deps;
  const places = new Map<Machine, { role: Role; now: Running | undefined }>();

  function start(machine: Machine): void {
    const place = places.get(machine)!;
    if (place.now?.life.alive) return;
    const { role } = place;
    const life = lifeOn(machine, scheduler, deps.server, deps.ownClocks);
    note(`${life.name} starts`);
    const store = watched(deps.keep().open(life), life, holding, (commit) => deps.fenced(life, commit));
    const queue = deps.queueFor(life);
    place.now = {
      life,
      role,
      queue,
      api: role.takes ? apiOf(life, store, queue, deps.isPaused) : undefined,
      worker: role.works
        ? worker({
            store,
            queue,
            clock: life.clock,
            expressions: deps.expressionsFor(life),
            effects: deps.receivers.effectsFor(life),
            witness: (head, events) => deps.witnessed(life, head, events),
            plan: async (_tenant, flow, version) => deps.plan(flow, version),
            subflow(_session, flow) {
              const plan = deps.plan(flow);
              return plan && { flow, version: plan.version, trigger: plan.triggers[0]! };
            },
            isPaused: (plan) => deps.isPaused(plan.flow.id),
            epoch: life.name,
            report: (message, { error }) => life.alive && deps.report(life, message, error),
            renewEvery: deps.renewEvery,
            sweepEvery: () => deps.sweepEvery,
            holdLimit: deps.holdLimit,
          })
        : undefined,
    };
  }

  function end(life: Life): void {
    life.alive = false;
    const ms = deps.restartIn(life);
    if (ms !== undefined) scheduler.after(ms, () => start(life.machine));
  }

  const thaw = (life: Life): void => {
    if (life.alive) note(`${life.name} goes on`);
    life.thaws += 1;
    scheduler.thaw(life);
  };
  const killed = new Set<string>();
  /** Lives and the runs they hold, as they see it. */
  const holding = new Set<string>();

  const processes: Processes = {
    crashes: 0,
    freezes: 0,
    diedHolding: (life, runId) => killed.has(life) && holding.has(`${life} ${runId}`),
    machines: [],
    running: () => [...places.values()].flatMap(({ now }) => (now?.life.alive ? [now] : [])),
    add(name, role, ahead = 0) {
      const machine: Machine = { name, offset: ahead, ahead: Math.max(0, ahead), lives: 0 };
      processes.machines.push(machine);
      places.set(machine, { role, now: undefined });
      start(machine);
    },
    kill(life) {
      if (!life.alive) return;
      processes.crashes += 1;
      killed.add(life.name);
      note(`${life.name} is killed`);
      end(life);
    },
    freeze(life, ms) {
      if (!life.alive || life.isFrozen) return;
      processes.freezes += 1;
      note(`${life.name} freezes for ${Math.round(ms)} ms`);
      life.isFrozen = true;
      scheduler.after(ms, () => {
        if (life.isFrozen) thaw(life);
      });
    },
    stop(life) {
      note(`${life.name} is asked to stop`);
      const now = places.get(life.machine)?.now;
      if (!life.alive || now?.life !== life) return;
      now.api = undefined;
      let isOver = false;
      const finish = (): void => {
        if (isOver || !life.alive) return;
        isOver = true;
        note(`${life.name} ends`);
        end(life);
      };
      void (now.worker?.stop() ?? Promise.resolve()).then(finish);
      scheduler.after(patience, finish);
    },
    reviveAll() {
      for (const [machine, { now }] of places) {
        if (now?.life.isFrozen) thaw(now.life);
        start(machine);
      }
    },
    killAll() {
      for (const { life } of processes.running()) life.alive = false;
    },
  };
  return processes;
}

/** Notes who holds what, and which commits are refused. */
function watched(store: RunStore, life: Life, holding: Set<string>, fenced: (commit: Commit) => void): RunStore {
  const nameOf = (runId: string): string => `${life.name} ${runId}`;
  return {
    ...store,
    async claim(tenant, runId, now, hint) {
      const claim = await store.claim(tenant, runId, now, hint);
      if (claim) holding.add(nameOf(runId));
      return claim;
    },
    async commit(commit) {
      const result = await store.commit(commit);
      if (result === 'conflict') fenced(commit);
      if (result === 'conflict' || commit.release) holding.delete(nameOf(commit.head.id));
      return result;
    },
    release(tenant, runIds, ...more) {
      for (const runId of runIds) holding.delete(nameOf(runId));
      return store.release(tenant, runIds, ...more);
    },
  };
}
