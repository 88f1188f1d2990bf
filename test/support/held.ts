/** One run taken in and held over the memory store: what a holder is made of, to be called piece by piece. */
import jsonata from 'jsonata';
import type { Json } from '../../flows/flow.ts';
import { type MemoryDisk, memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { drain } from '../../server/engine/drain.ts';
import type { DrainDeps, Hold } from '../../server/engine/drain-deps.ts';
import type { RunEvent, Step } from '../../server/engine/events.ts';
import type { Plan } from '../../server/engine/plan.ts';
import type { Claim, RunStore } from '../../server/engine/ports.ts';
import { openSession, type Session } from '../../server/engine/session.ts';
import { type Start, startRun } from '../../server/engine/start.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import type { Told } from './tell.ts';

export interface Held {
  session: Session;
  claim: Claim;
  deps: DrainDeps;
  clock: ManualClock;
  disk: MemoryDisk;
  /** What the store was asked, in order. */
  asked: string[];
  /** Its log as it is kept. */
  kept(): Promise<RunEvent[]>;
  /** Lets this happen now, and what follows from it. */
  tell(...told: Told[]): void;
  /** The last visit of a node. */
  visit(node: string): Step;
  /** Carries the run on as a worker would, until it gives it back; `hold` is what the worker shares with it. */
  carry(hold?: Partial<Hold>): Promise<void>;
}

/** `change` puts something between the holder and its surroundings. */
export async function hold(
  plan: Plan,
  document: Json = {},
  start: Partial<Start> = {},
  change: (deps: DrainDeps) => Partial<DrainDeps> = () => ({}),
): Promise<Held> {
  const clock = manualClock();
  const disk = memoryDisk();
  const store = memoryStore(disk, clock.now).runs;
  const claim = await takeIn(store, plan, { document, at: clock.now(), ...start });
  const asked: string[] = [];
  let author = 0;
  const usual: DrainDeps = {
    store: noting(store, asked),
    plan: async () => plan,
    clock,
    expressions: { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> },
    effects: {
      enter: () => () => undefined,
      equip: async (turn, node, call) => ({
        ...turn,
        effectKey: call.effectKey,
        effectClass: node.effectClass!,
        signal: call.signal,
        http: async () => ({ status: 200, headers: {}, text: '{}', json: () => ({}) }),
      }),
    },
    witness: () => undefined,
    nextAuthor: () => `w.${(author += 1)}`,
    subflow: () => undefined,
    isPaused: () => false,
    alone: async () => () => undefined,
  };
  const deps = { ...usual, ...change(usual) };
  const session = openSession(deps, plan, claim);
  return {
    session,
    claim,
    deps,
    clock,
    disk,
    asked,
    kept: async () => (await store.log('t', claim.head.id)).flatMap(({ events }) => events),
    tell(...told) {
      for (const one of told) session.apply({ at: clock.now(), ...one } as RunEvent);
    },
    carry: (own) =>
      drain(
        deps,
        plan,
        claim,
        Object.assign(own ?? {}, { again: false, stopping: false, sureUntil: Number.POSITIVE_INFINITY, comeBack: () => undefined, ...own }),
      ),
    visit: (node) => [...session.run.steps.values()].findLast((step) => step.node === node)!,
  };
}

function noting(store: RunStore, asked: string[]): RunStore {
  const noted = Object.entries(store).map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      asked.push(name);
      return (call as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(noted) as unknown as RunStore; // every call of it, by its name
}

async function takeIn(store: RunStore, plan: Plan, more: Partial<Start> & Pick<Start, 'document' | 'at'>): Promise<Claim> {
  const start = startRun({ tenant: 't', endpoint: 'e', dedupeKey: 'k', flow: plan.flow, version: plan.version, trigger: plan.triggers[0]!, ...more });
  const { id, flow, version } = start.head;
  await store.accept({
    ...{ tenant: 't', id: 'd', endpoint: 'e', dedupeKey: 'k', bodyHash: 'h', at: more.at, bytes: 1, body: '{}', signals: [] },
    runs: [{ flow, version, runId: id }],
    starts: [start],
  });
  return (await store.claim('t', id, more.at))!;
}
