/** Takes runs as the bell or the sweeper names them and carries each on; any number of workers may do so at once. */
import { drain } from './drain.ts';
import type { DrainDeps, Hold } from './drain-deps.ts';
import { keepLeases } from './leases.ts';
import { loneTrials } from './lone-trials.ts';
import type { Hint, Queue } from './ports.ts';
import { type Sweeper, sweeper } from './sweeper.ts';
import { turnsOf } from './turns.ts';

export interface WorkerDeps extends Omit<DrainDeps, 'nextAuthor' | 'alone'> {
  queue: Queue;
  /** Names this life of this worker: no two lives share it. */
  epoch: string;
  report(message: string, details: { runId?: string; error?: unknown }): void;
  /** Runs held at the same time. */
  holdLimit?: number;
  /** Leases are renewed at this pace; 0 where ownership is a process lock. */
  renewEvery?: number;
  /** Begins so many runs, then waits until `next` calls: a burst of new runs does not hold up those under way. All at once when absent. */
  pace?: { together: number; next(call: () => void): void };
  /** Longest sleep of the sweeper, ms; a second when absent. */
  sweepEvery?(): number;
}

export interface Worker {
  /** Look at a run; rings of a run that is held make its holder look again. */
  look(tenant: string, runId: string, hint?: Hint): void;
  /** Stop claiming, give back idle runs, wait for calls that are out. */
  stop(): Promise<void>;
  held(): number;
  /** Resolves when nothing is held and nothing queued: for tests and orderly ends. */
  idle(): Promise<void>;
}

const afterTrouble = 1_000;
/** The next run of a lane is looked for so soon after the one before it left, ms: one look serves all lanes. */
const laneHop = 20;
/** Rings that do not say whose they are take turns as one flow. */
const unknownFlow = '';

export function worker(deps: WorkerDeps): Worker {
  const holds = new Map<string, { tenant: string; hold: Hold; isClaimed: boolean }>();
  const queued = turnsOf<{ tenant: string; hint: Hint | undefined }>();
  const limit = deps.holdLimit ?? 4_000;
  let counter = 0;
  /** Runs begun since `pace` last let go on. */
  let begun = 0;
  let stopping = false;
  const waiters: (() => void)[] = [];

  const drainDeps: DrainDeps = {
    ...deps,
    store: {
      ...deps.store,
      async commit(commit) {
        const result = await deps.store.commit(commit);
        if (commit.outbox.some(({ kind }) => kind === 'lane')) sweep.soon(deps.clock.now() + laneHop);
        return result;
      },
    },
    nextAuthor: () => `${deps.epoch}.${(counter += 1)}`,
    alone: loneTrials(deps.clock),
    witness(head, events) {
      if (head.wakeAt !== undefined && head.status !== 'running') sweep.soon(head.wakeAt);
      deps.witness(head, events);
    },
  };

  async function carry(tenant: string, runId: string, hint: Hint | undefined): Promise<void> {
    let flow = hint?.flow ?? unknownFlow;
    const comeBack = (): void => look(tenant, runId, { flow });
    const hold: Hold = { again: false, stopping: false, sureUntil: leases.sureFrom(deps.clock.now()), comeBack };
    const held = { tenant, hold, isClaimed: false };
    holds.set(runId, held);
    try {
      const claim = await deps.store.claim(tenant, runId, deps.clock.now(), hint);
      if (!claim) return;
      held.isClaimed = true;
      flow = claim.head.flow;
      const plan = await deps.plan(tenant, claim.head.flow, claim.head.version);
      if (!plan) {
        deps.report(`version ${claim.head.version} of flow ${claim.head.flow} cannot be run here: a node type it needs is missing`, { runId });
        await deps.store.release(tenant, [runId]);
        return;
      }
      await drain(drainDeps, plan, claim, hold);
    } catch (error) {
      deps.report('a run could not be carried on and is given back', { runId, error });
      await deps.store.release(tenant, [runId], true).catch(() => undefined);
      if (!stopping) deps.clock.wake(deps.clock.now() + afterTrouble, comeBack);
    } finally {
      holds.delete(runId);
      if (hold.again && !stopping) queued.add(runId, flow, { tenant, hint: undefined });
      pump();
    }
  }

  function pump(): void {
    while (!stopping && holds.size < limit && begun < (deps.pace?.together ?? Number.POSITIVE_INFINITY)) {
      const next = queued.next();
      if (!next) break;
      const [runId, { tenant, hint }] = next;
      begun += 1;
      if (begun === 1) deps.pace?.next(goOn);
      void carry(tenant, runId, hint);
    }
    if (holds.size < limit / 2 && queued.size() === 0) sweep.roomy();
    if (holds.size === 0 && queued.size() === 0) for (const waiter of waiters.splice(0)) waiter();
  }

  function goOn(): void {
    begun = 0;
    pump();
  }

  function look(tenant: string, runId: string, hint?: Hint): void {
    if (stopping) return;
    const held = holds.get(runId);
    if (held) {
      held.hold.again = true;
      held.hold.ring?.();
      return;
    }
    queued.add(runId, hint?.flow ?? unknownFlow, { tenant, hint });
    pump();
  }

  const sweep: Sweeper = sweeper({
    store: deps.store,
    clock: deps.clock,
    except: () => new Set([...holds.keys(), ...queued.ids()]),
    look,
    report: deps.report,
    room: () => limit - holds.size - queued.size(),
    every: deps.sweepEvery ?? (() => 1_000),
  });
  const unlisten = deps.queue.listen(look, { holds: (runId) => holds.has(runId), hasRoom: () => holds.size + queued.size() < limit });
  const leases = keepLeases({ ...deps, renewEvery: deps.renewEvery ?? 0, holds, look });

  return {
    look,
    held: () => holds.size,
    idle: () => (holds.size === 0 && queued.size() === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    async stop() {
      stopping = true;
      unlisten();
      sweep.stop();
      queued.clear();
      for (const { hold } of holds.values()) {
        hold.stopping = true;
        hold.ring?.();
      }
      if (holds.size > 0) await new Promise<void>((resolve) => waiters.push(resolve));
      leases.stop();
    },
  };
}
