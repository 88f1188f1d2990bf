/** Where a try happens: the real engine on a store in memory, in virtual time, for one order. */
import { type Flow, type Json, ProblemError } from '../../flows/flow.ts';
import { processBell } from '../adapters/memory/bell.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { Store } from '../adapters/store.ts';
import type { Run } from '../engine/events.ts';
import { foldAll } from '../engine/fold.ts';
import type { FindSubflow } from '../engine/outcome.ts';
import type { Plan } from '../engine/plan.ts';
import type { Expressions } from '../engine/ports.ts';
import { startRun } from '../engine/start.ts';
import { worker } from '../engine/worker.ts';
import type { TriedEffects } from './answered-effects.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface StageDeps {
  tenant: string;
  flow: Flow;
  plan: Plan;
  /** Of flows it starts. */
  planOf(flow: string, version: string): Promise<Plan | undefined>;
  subflow: FindSubflow;
  expressions: Expressions;
  tried: TriedEffects;
  /** Names the order: the same name and drawing have the same ids. */
  name: string;
  /** Stands at the start. */
  clock: VirtualClock;
}

export interface Order {
  trigger: string;
  document: Json;
  order?: Json;
  keys?: string[];
}

export interface Stage {
  runId: string;
  clock: VirtualClock;
  store: Store;
  tried: TriedEffects;
  begin(order: Order): Promise<void>;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  run(): Promise<Run>;
  close(): void;
}

/** What one try may take: real ms, steps, and looks at runs without time passing. */
const longest = 10_000;
const mostSteps = 2_000;
const mostLooks = 2_000;
const endpoint = 'try';

export function openStage({ tenant, flow, plan, planOf, subflow, expressions, tried, name, clock }: StageDeps): Stage {
  const at = clock.now();
  const store = memoryStore(undefined, clock.now);
  const began = performance.now();
  const broken: Error[] = [];
  let runId = '';
  const crew = worker({
    store: store.runs,
    queue: processBell(),
    clock,
    expressions,
    effects: tried.effects,
    witness: () => undefined,
    linkTo: () => '/t/…',
    plan: async (_, id, version) => (id === flow.id && version === plan.version ? plan : planOf(id, version)),
    subflow,
    isPaused: () => false,
    epoch: 'try',
    report: (message, { error }) => broken.push(new Error(`${message}: ${error instanceof Error ? error.message : String(error ?? '')}`)),
  });

  function refuseTooMuch(steps = 0, looks = 0): void {
    if (broken[0]) throw broken[0];
    const isLong = performance.now() - began > longest;
    if (!isLong && steps <= mostSteps && looks <= mostLooks) return;
    const message = isLong ? 'Trying this takes more than 10 s, so it was given up.' : `This order takes more than ${mostSteps} steps, so it was given up.`;
    throw new ProblemError(422, { code: 'try.too_much', path: '', message: `${message} Try fewer moves, or a part of the flow.` });
  }

  return {
    get runId() {
      return runId;
    },
    clock,
    store,
    tried,
    async begin({ trigger, document, order, keys = [] }) {
      const start = startRun({
        tenant,
        endpoint,
        dedupeKey: name,
        flow,
        version: plan.version,
        trigger,
        document,
        keys,
        at,
        ...(order === undefined ? {} : { order }),
      });
      runId = start.head.id;
      await store.runs.accept({
        tenant,
        id: name,
        endpoint,
        dedupeKey: name,
        bodyHash: '',
        at,
        bytes: 0,
        body: '',
        runs: [{ flow: flow.id, version: plan.version, runId }],
        starts: [start],
        signals: [],
      });
    },
    async settle() {
      for (let looks = 0; ; looks += 1) {
        const due = await store.runs.due(clock.now(), 100, new Set());
        if (due.length === 0) break;
        for (const one of due) crew.look(one.tenant, one.runId, { flow: one.flow });
        await within(crew.idle(), longest - (performance.now() - began));
        refuseTooMuch(0, looks);
      }
      refuseTooMuch((await this.run()).steps.size);
    },
    run: async () => foldAll(runId, await store.runs.log(tenant, runId)),
    close() {
      // Whoever still holds a run is told to leave; nobody waits for it.
      void crew.stop();
      tried.close();
    },
  };
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms));
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
