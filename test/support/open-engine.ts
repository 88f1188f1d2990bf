/** Engine and API service over a store, with time turned by hand and one receiver that counts the calls of each run. */
import jsonata from 'jsonata';
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import type { Store } from '../../server/adapters/store.ts';
import type { Effects } from '../../server/engine/drain-deps.ts';
import { planOf } from '../../server/engine/plan.ts';
import type { Expressions, RunHead } from '../../server/engine/ports.ts';
import { worker } from '../../server/engine/worker.ts';
import { openLive } from '../../server/http/live.ts';
import type { RunService } from '../../server/http/run-service.ts';
import { runService } from '../../server/runs/service.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { mortal } from './stages/mortal.ts';
import { testNodes } from './test-nodes.ts';

export interface Engine {
  clock: ManualClock;
  service: RunService;
  /** Calls that reached the receiver, by run id. */
  calls: Map<string, number>;
  statusOf(runId: string): Promise<RunHead['status'] | undefined>;
  /** Somebody says: look at this run. */
  ring(runId: string): void;
  /** Resolves once no run is held. */
  idle(): Promise<void>;
  /** The process ends here and now: nothing more is heard of it. */
  die(): void;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Further node types the flow uses. */
  nodes?: NodeType[];
  /** The receiver's lane, and when it has too many waiting. */
  enter?: Effects['enter'];
  isCrowded?: Effects['isCrowded'];
  /** Where several lives share a store they share its time. */
  clock?: ManualClock;
  /** The flow is paused, as far as the worker knows; whoever takes orders in knows nothing of it. */
  isPaused?: () => boolean;
  /** Names this life. */
  life?: string;
  /** See Stage. */
  renewEvery?: number;
  /** Where somebody outside answers a task. */
  linkTo?: (task: string) => string;
}

const expressions: Expressions = { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> };

/** `delay` is how a call's answer is held up. */
export function openEngine(store: Omit<Store, 'documents'>, flow: Flow, delay: () => Promise<void>, options: EngineOptions = {}): Engine {
  const { nodes = [], enter = () => () => undefined, isCrowded, clock = manualClock(), life = 'w1', renewEvery = 0, isPaused = () => false, linkTo } = options;
  const dead = { now: false };
  const types = new Map<string, NodeType>([...coreNodes, ...testNodes, ...nodes].map((type) => [type.type, type]));
  const queue = processBell();
  const live = openLive();
  const calls = new Map<string, number>();
  const version = 'one';
  const plan = planOf('t', flow, version, (type) => types.get(type));
  const effects: Effects = {
    enter,
    ...(isCrowded ? { isCrowded } : {}),
    equip: async (turn, node, call) => ({
      ...turn,
      effectKey: call.effectKey,
      effectClass: node.effectClass!, // only nodes with an effect are equipped
      signal: call.signal,
      async http() {
        calls.set(turn.run.id, (calls.get(turn.run.id) ?? 0) + 1);
        await delay();
        return { status: 200, headers: {}, text: '{}', json: () => ({}) };
      },
    }),
  };
  const workers = worker({
    store: mortal(store.runs, dead, () => false),
    queue,
    clock: { now: clock.now, wake: (at, call) => clock.wake(at, () => !dead.now && call()) },
    expressions,
    effects,
    witness: live.witness,
    plan: async () => plan,
    subflow: () => undefined,
    isPaused,
    ...(linkTo ? { linkTo } : {}),
    epoch: life,
    renewEvery,
    report: (message, { error }) => {
      if (!dead.now) throw new Error(message, { cause: error });
    },
  });
  const service = runService({
    store: store.runs,
    reads: store.reads,
    expressions,
    plan: async () => plan,
    titleOf: () => flow.title,
    queue,
    clock,
    live,
    deployed: () => ({ tenant: 't', flow, version, number: 1, at: 0, by: 'ada', message: '', paused: false }),
  });
  return {
    clock,
    service,
    calls,
    statusOf: async (runId) => (await store.reads.run('t', runId))?.head.status,
    ring: (runId) => queue.ring('t', runId),
    idle: () => workers.idle(),
    die() {
      dead.now = true;
    },
    async close() {
      await workers.stop();
      live.close();
      await store.close();
    },
  };
}
