/** Play a flow case: real engine and store, time turned by hand, receivers that keep a log of what reached them. */

import jsonata from 'jsonata';
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { ConnectorError, type NodeType } from '../../nodes/node-type.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import type { Effects } from '../../server/engine/drain-deps.ts';
import type { Run, RunEvent } from '../../server/engine/events.ts';
import { foldAll } from '../../server/engine/fold.ts';
import { type Plan, planOf } from '../../server/engine/plan.ts';
import type { Expressions, RunStore } from '../../server/engine/ports.ts';
import { runIdOf, startRun } from '../../server/engine/start.ts';
import { type Worker, worker } from '../../server/engine/worker.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { testNodes } from './test-nodes.ts';

export interface FlowCase {
  name: string;
  flow: Flow;
  /** Further flows the first one calls. */
  others?: Flow[];
  input: Json;
  /** What happens from outside, in ms after the start; negative = before the order. */
  events?: (
    | { at: number; signal: { name: string; key: string; id: string; data?: Json } }
    | { at: number; ask: 'cancel' | 'retry' | 'skip'; step?: string; patch?: Json }
  )[];
  /** Receivers by node id: what each successive call meets; the last one repeats. */
  receivers?: Record<string, ('ok' | 'fail' | 'lose-answer' | 'refuse' | { ms: number } | { answer: Json })[]>;
  expect: { status: string; code?: string; steps: string[]; calls?: Record<string, number>; within?: Record<string, number> };
}

export type Delivery = 'once' | 'doubled' | 'lost' | 'crowd';

export interface Played {
  run: Run;
  log: RunEvent[];
  /** Distinct effect keys by node that took effect at its receiver, and how many calls reached it. */
  calls: Record<string, { keys: string[]; reached: number }>;
  startedAt: number;
  tasks: string[];
}

const types = new Map<string, NodeType>([...coreNodes, ...testNodes].map((type) => [type.type, type]));

/** In this thread, so that nothing but the clock decides when things happen. */
const expressions: Expressions = { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> };

export async function play(given: FlowCase, delivery: Delivery, seed = 1): Promise<Played> {
  const clock = manualClock();
  const disk = memoryDisk();
  const calls: Played['calls'] = {};
  const plans = new Map<string, Plan>();
  for (const flow of [given.flow, ...(given.others ?? [])])
    plans.set(
      flow.id,
      planOf('t', flow, versionOf(flow), (type) => types.get(type)),
    );
  const key = `case-${given.name}`;
  const runId = runIdOf('t', 'case', key, given.flow.id);
  const workers: { worker: Worker; dead: { now: boolean } }[] = [];
  const effects = receivers(given, clock, calls);
  let killIn = delivery === 'lost' ? seed : 0;

  function startWorker(n: number): void {
    const store = memoryStore(disk, clock.now);
    const bell = processBell();
    const dead = { now: false };
    const ring = bell.ring;
    const queue = delivery === 'doubled' ? { ...bell, ring: twice(ring) } : bell;
    const runs = mortal(store.runs, dead, () => {
      // Lost between effect and commit: the finding is there, the commit never happens.
      if (killIn > 0 && (killIn -= 1) === 0) {
        dead.now = true;
        startWorker(n + 100);
        return true;
      }
      return false;
    });
    workers.push({
      dead,
      worker: worker({
        store: runs,
        queue,
        clock: { now: clock.now, wake: (at, call) => clock.wake(at, () => !dead.now && call()) },
        expressions,
        effects,
        witness: () => undefined,
        plan: async (_tenant, flow) => plans.get(flow),
        subflow: (_session, flow) => {
          const plan = plans.get(flow);
          return plan && { flow, version: plan.version, trigger: plan.triggers[0]! };
        },
        isPaused: () => false,
        sweepEvery: () => 86_400_000,
        epoch: `w${n}`,
        report: (message, details) => {
          if (!dead.now) throw new Error(`${message}: ${String(details.error ?? '')}`, { cause: details.error });
        },
      }),
    });
  }
  for (let n = 0; n < (delivery === 'crowd' ? 8 : 1); n += 1) startWorker(n);

  const store = memoryStore(disk, clock.now).runs;
  const began = clock.now() + 1_000;
  const outside = [...(given.events ?? [])].sort((a, b) => a.at - b.at);
  const ringAll = (ids: string[]): void => {
    for (const { worker: one, dead } of workers) if (!dead.now) for (const id of ids) one.look('t', id);
  };
  let asked = 0;
  const happen = async (event: (typeof outside)[number]): Promise<void> => {
    clock.set(Math.max(clock.now(), began + event.at));
    if ('signal' in event) {
      const { woken } = await store.signal({ tenant: 't', data: null, ...event.signal, at: clock.now() });
      ringAll(woken);
    } else {
      asked += 1;
      await store.ask({
        tenant: 't',
        runId,
        id: `ask-${asked}`,
        kind: event.ask,
        by: 'ada',
        reason: 'asked by the case',
        at: clock.now(),
        ...(event.step ? { step: event.step } : {}),
        ...(event.patch === undefined ? {} : { patch: event.patch }),
      });
      ringAll([runId]);
    }
  };
  while (outside[0] && outside[0].at < 0) await happen(outside.shift()!);
  clock.set(began);
  const trigger = plans.get(given.flow.id)!.triggers[0]!;
  const start = startRun({
    tenant: 't',
    endpoint: 'case',
    dedupeKey: key,
    flow: given.flow,
    version: versionOf(given.flow),
    trigger,
    document: given.input,
    at: began,
  });
  await store.accept({
    tenant: 't',
    id: key,
    endpoint: 'case',
    dedupeKey: key,
    bodyHash: 'h',
    at: began,
    bytes: 1,
    body: JSON.stringify(given.input),
    runs: [{ flow: given.flow.id, version: start.head.version, runId }],
    starts: [start],
    signals: [],
  });
  ringAll([runId]);
  if (delivery === 'doubled') ringAll([runId]);

  const isOver = (): boolean =>
    [...disk.runs.values()].every(({ head, requests }) => ['completed', 'canceled', 'parked'].includes(head.status) && requests.size === 0);
  for (let turns = 0; turns < 20_000; turns += 1) {
    await settle();
    if (isOver() && outside.length === 0) break;
    const nextEvent = outside[0] ? began + outside[0].at : Number.POSITIVE_INFINITY;
    if (!clock.next(nextEvent)) {
      if (!outside[0]) break;
      await happen(outside.shift()!);
    }
  }
  await settle();
  for (const { dead } of workers) dead.now = true;
  const stored = [...disk.runs.values()].find((one) => one.head.id === runId)!;
  return {
    run: foldAll(runId, stored.commits),
    log: stored.commits.flatMap((commit) => commit.events),
    calls,
    startedAt: began,
    tasks: [...disk.tasks.values()].map((task) => task.id),
  };
}

/** Lets everything that needs no time happen: microtasks, and answers of the expression pool. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A store whose process can die: its calls never answer any more. */
function mortal(store: RunStore, dead: { now: boolean }, dies: () => boolean): RunStore {
  const never = new Promise<never>(() => undefined);
  return new Proxy(store, {
    get(target, name: keyof RunStore) {
      const call = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        if (dead.now) return never;
        if (name === 'commit' && dies()) return never;
        return call.apply(target, args);
      };
    },
  });
}

function receivers(given: FlowCase, clock: ManualClock, calls: Played['calls']): Effects {
  const answers = new Map<string, Json>();
  const met = new Map<string, number>();
  return {
    enter: () => () => undefined,
    async equip(turn, node, call) {
      const log = (calls[node.id] ??= { keys: [], reached: 0 });
      const send = async (): Promise<Json> => {
        const script = given.receivers?.[node.id] ?? ['ok'];
        const count = met.get(node.id) ?? 0;
        met.set(node.id, count + 1);
        const meets = script[Math.min(count, script.length - 1)]!;
        log.reached += 1;
        if (typeof meets === 'object' && 'ms' in meets) await new Promise<void>((resolve) => clock.wake(clock.now() + meets.ms, resolve));
        if (meets === 'fail') throw new ConnectorError('connector.unavailable', `${node.title} answered 500`);
        if (meets === 'refuse') throw new ConnectorError('connector.refused', `${node.title} answered 422: not like this`);
        if (!log.keys.includes(call.effectKey)) log.keys.push(call.effectKey);
        const answer = answers.get(call.effectKey) ?? (typeof meets === 'object' && 'answer' in meets ? meets.answer : { done: node.id });
        answers.set(call.effectKey, answer);
        if (meets === 'lose-answer') throw new ConnectorError('connector.lost_answer', `the answer of ${node.title} was lost`, { unknown: true });
        return answer;
      };
      return {
        ...turn,
        effectKey: call.effectKey,
        effectClass: node.effectClass!,
        signal: call.signal,
        async http(request) {
          if (request.method === 'LOOKUP') {
            const known = answers.get(call.effectKey);
            return answerOf(known === undefined ? 404 : 200, known ?? null);
          }
          return answerOf(200, await send());
        },
      };
    },
  };
}

const answerOf = (status: number, body: Json) => ({ status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body), json: () => body });

function twice(ring: (tenant: string, runId: string) => void) {
  return (tenant: string, runId: string): void => {
    ring(tenant, runId);
    ring(tenant, runId);
  };
}

const versionOf = (flow: Flow): string => `version of ${flow.id}`;
