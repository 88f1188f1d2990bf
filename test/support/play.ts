/** Play a flow case on a stage: the real engine, time turned by hand, receivers that keep a log of what reached them. */
import { connectorNodes } from '../../connectors/index.ts';
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Run, RunEvent } from '../../server/engine/events.ts';
import { foldAll } from '../../server/engine/fold.ts';
import { type Plan, planOf } from '../../server/engine/plan.ts';
import type { Expressions, RunStore } from '../../server/engine/ports.ts';
import { runIdOf, startRun } from '../../server/engine/start.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import './loaded.ts';
import { type CaseBooks, caseBooks, type Owed } from './stages/case-books.ts';
import { type Crew, openCrew } from './stages/crew.ts';
import { type MailLines, mailLines } from './stages/mail-line.ts';
import { memoryStage } from './stages/memory-stage.ts';
import { type Calls, receivers, type Script } from './stages/receivers.ts';
import { type Place, type Stage, settle } from './stages/stage.ts';
import { testNodes } from './test-nodes.ts';

export interface FlowCase {
  name: string;
  flow: Flow;
  /** Further flows the first one calls. */
  others?: Flow[];
  /** The version it may be moved to. */
  later?: Flow;
  input: Json;
  /** What happens from outside, in ms after the start; negative = before the order. */
  events?: Happening[];
  /** Receivers by node id. */
  receivers?: Record<string, Script>;
  /** Open items in the books before it begins. */
  owed?: Owed[];
  /** Evaluates its expressions; JSONata in this thread when absent. */
  expressions?: Expressions;
  expect: { status: string; code?: string; steps: string[]; calls?: Record<string, number>; within?: Record<string, number> };
}

type Happening =
  | { at: number; signal: { name: string; key: string; id: string; data?: Json } }
  | { at: number; ask: 'cancel' | 'retry' | 'skip' | 'move'; step?: string; patch?: Json }
  | { at: number; connection: 'paused' | 'goes on' };

/** `lost`: before a commit of the worker; `cut`: after a write of its to the server, or before it. */
export type Delivery = 'once' | 'doubled' | 'lost' | 'cut' | 'crowd';

export interface Played {
  run: Run;
  log: RunEvent[];
  calls: Calls;
  startedAt: number;
  tasks: string[];
  /** A worker was lost on the way. */
  hasLost: boolean;
}

const types = new Map<string, NodeType>([...coreNodes, ...connectorNodes(), ...testNodes].map((type) => [type.type, type]));
const mostTurns = 20_000;

/** `seed`: at which of its commits or writes the worker is lost; before the write where it is negative. */
export async function play(given: FlowCase, delivery: Delivery, seed = 1, stage: Stage = memoryStage): Promise<Played> {
  const clock = manualClock();
  const lines = mailLines();
  const ledger = caseBooks();
  const place = talking(await stage.open(clock), lines, ledger);
  const plans = plansOf(given);
  const calls: Calls = {};
  const connection = { isPaused: false };
  const crew = openCrew({
    stage,
    place,
    clock,
    plans,
    effects: receivers(given.receivers ?? {}, clock, calls, connection, lines, ledger.books),
    ...(given.expressions ? { expressions: given.expressions } : {}),
    size: delivery === 'crowd' ? 8 : 1,
    doubled: delivery === 'doubled',
    ...(delivery === 'lost' ? { loss: { at: 'commit', number: seed } } : {}),
    ...(delivery === 'cut' ? { loss: { at: 'write', number: Math.abs(seed), isWritten: seed > 0 } } : {}),
  });
  const store = place.live('outside').runs;
  const startedAt = clock.now() + 1_000;
  const runId = runIdOf('t', endpoint, keyOf(given), given.flow.id);
  const coming = [...(given.events ?? [])].sort((a, b) => a.at - b.at);
  let asked = 0;

  async function happen(event: Happening): Promise<void> {
    clock.set(Math.max(clock.now(), startedAt + event.at));
    const at = clock.now();
    if ('signal' in event) return crew.look((await store.signal({ tenant: 't', data: null, ...event.signal, at })).woken);
    if ('connection' in event) {
      connection.isPaused = event.connection === 'paused';
      // As a hub does: a process may end between the first ring and what it leads to.
      if (!connection.isPaused) for (const after of [0, 2_000, 10_000]) clock.wake(at + after, () => crew.look([runId]));
      return;
    }
    const { at: _, ask: kind, ...more } = event;
    asked += 1;
    await store.ask({
      tenant: 't',
      runId,
      id: `ask-${asked}`,
      kind,
      by: 'ada',
      reason: 'asked by the case',
      at,
      ...more,
      ...(kind === 'move' ? { version: laterOf(given.flow) } : {}),
    });
    crew.look([runId]);
  }

  try {
    await ledger.owe(given.owed ?? [], startedAt);
    while (coming[0] && coming[0].at < 0) await happen(coming.shift()!);
    clock.set(startedAt);
    await order(store, given, plans.get(given.flow.id)!, startedAt);
    for (let times = 0; times < (delivery === 'doubled' ? 2 : 1); times += 1) crew.look([runId], { flow: given.flow.id, delivery: keyOf(given) });
    for (let turns = 0; turns < mostTurns; turns += 1) {
      await settle(place);
      if (coming.length === 0 && !crew.isHolding() && (await place.isOver())) break;
      if (turn(clock, crew, coming[0] ? startedAt + coming[0].at : Number.POSITIVE_INFINITY)) continue;
      if (!coming[0]) break;
      await happen(coming.shift()!);
    }
    const commits = await store.log('t', runId);
    const log = commits.flatMap(({ events }) => events);
    return { run: foldAll(runId, commits), log, calls, startedAt, tasks: await place.tasks(), hasLost: crew.hasLost() };
  } finally {
    crew.end();
    await settle(place);
    await place.close();
  }
}

/** A mail on its way and an answer of the books are waited for like one of the store. */
const talking = (place: Place, lines: MailLines, books: CaseBooks): Place => ({
  ...place,
  wasBusy: async () => (await lines.wasBusy()) || (await books.wasBusy()) || place.wasBusy(),
});

const endpoint = 'case';
const keyOf = (given: FlowCase): string => `case-${given.name}`;
const versionOf = (flow: Flow): string => `version of ${flow.id}`;
const laterOf = (flow: Flow): string => `later version of ${flow.id}`;

/** By flow, and the later version by its name. */
function plansOf({ flow, others = [], later }: FlowCase): Map<string, Plan> {
  const plan = (one: Flow, version: string): Plan => planOf('t', one, version, (type) => types.get(type));
  const plans = new Map([flow, ...others].map((one) => [one.id, plan(one, versionOf(one))]));
  return later ? plans.set(laterOf(flow), plan(later, laterOf(flow))) : plans;
}

async function order(store: RunStore, given: FlowCase, plan: Plan, at: number): Promise<void> {
  const key = keyOf(given);
  const { flow } = given;
  const start = startRun({ tenant: 't', endpoint, dedupeKey: key, flow, version: versionOf(flow), trigger: plan.triggers[0]!, document: given.input, at });
  await store.accept({
    tenant: 't',
    id: key,
    endpoint,
    dedupeKey: key,
    bodyHash: 'h',
    at,
    bytes: 1,
    body: JSON.stringify(given.input),
    runs: [{ flow: flow.id, version: start.head.version, runId: start.head.id }],
    starts: [start],
    signals: [],
  });
}

/** On to the next instant at which somebody has something to do: renewing leases while nothing is held is nothing. */
function turn(clock: ManualClock, crew: Crew, until: number): boolean {
  const before = crew.asked();
  while (clock.next(until)) if (crew.asked() > before || crew.isHolding()) return true;
  return false;
}
