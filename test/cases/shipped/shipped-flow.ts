/** Plays a shipped flow: its drawing from the file, its tables, and the answers of people at its tasks. */
import { readFileSync } from 'node:fs';
import type { Flow, Json, JsonObject } from '../../../flows/flow.ts';
import { parseStrict } from '../../../flows/json.ts';
import { migrate } from '../../../flows/migrate.ts';
import { coreNodes } from '../../../nodes/index.ts';
import { auditOf } from '../../../server/access/audit.ts';
import { memoryDisk } from '../../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../../server/adapters/memory/store.ts';
import { jsonataEvaluator } from '../../../server/adapters/system/expressions/evaluator.ts';
import { taskIdOf } from '../../../server/engine/ids.ts';
import { runIdOf } from '../../../server/engine/start.ts';
import { openTables } from '../../../server/tables/open-tables.ts';
import type { Table } from '../../../server/tables/table.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { type FlowCase, type Played, play } from '../../support/play.ts';
import type { Script } from '../../support/stages/receivers.ts';

/** The instant at which every play starts; sample orders are placed then. */
export const startsAt = manualClock().now() + 1_000;

export interface Way {
  name: string;
  flow: string;
  input: Json;
  /** Signals, by minutes after the start; each with the key the run is found by. */
  signals?: { minutes: number; name: string; key: string }[];
  /** Somebody cancels the run. */
  cancelAfter?: number;
  /** Answers of people, in the order in which they are asked. */
  answers?: { node: string; minutes: number; answer: JsonObject; confirmedBy?: string }[];
  receivers?: Record<string, Script>;
  owed?: NonNullable<FlowCase['owed']>;
  /** `steps` as `node:port`, in the order of their names. */
  expect: { status: string; steps: string; outputs?: Record<string, Json> };
}

/** The hub's expressions in this thread, so that nothing but the clock decides when things happen; they find these tables. */
export async function openExpressions(kept: Record<string, Table>): Promise<NonNullable<FlowCase['expressions']>> {
  const clock = manualClock();
  const { documents } = memoryStore(memoryDisk(), clock.now);
  const audit = auditOf({ documents, clock });
  const nodeTypes = new Map(coreNodes.map((type) => [type.type, type]));
  const { tables, references } = openTables({ documents, clock, audit, tenant: 't', shared: false, environment: 'production', nodeTypes });
  const by = { tenant: 't', id: 'ada', name: 'Ada', email: 'ada@example.com', role: 'admin' as const };
  for (const [id, table] of Object.entries(kept)) await tables.save(by, id, table, { ifMatch: 'none' });
  const found = await references.at({ tables: Object.keys(kept), env: false }, clock.now(), 't');
  const evaluate = jsonataEvaluator(1_000);
  let last: Promise<unknown> = Promise.resolve();
  return {
    evaluate(source, data, { now, seed }) {
      const answer = last.then(() => evaluate({ source, data, now, seed }, (name) => found.tables.get(name)?.table));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** A shipped drawing; the tests of flows/ check it. */
export const drawingOf = (id: string): Flow => migrate(parseStrict(readFileSync(new URL(`../../../flows/${id}.flow.json`, import.meta.url)))) as Flow;

/** The case of a way. Which task an answer is for is found by playing up to it. */
export async function caseOf(way: Way, expressions: NonNullable<FlowCase['expressions']>): Promise<FlowCase> {
  const flow = drawingOf(way.flow);
  const run = runIdOf('t', 'case', `case-${way.name}`, flow.id);
  const events: NonNullable<FlowCase['events']> = (way.signals ?? []).map(({ minutes, name, key }, at) => ({
    at: minutes * 60_000,
    signal: { name, key, id: `signal-${at}`, data: null },
  }));
  const given: FlowCase = {
    name: way.name,
    flow,
    input: way.input,
    events,
    expressions,
    receivers: way.receivers ?? {},
    owed: way.owed ?? [],
    expect: { status: '', steps: [] },
  };
  for (const { node, minutes, answer, confirmedBy } of way.answers ?? []) {
    const asked = stepsAt(await play(given, 'once'), node).at(-1);
    if (!asked) throw new Error(`${way.name}: nobody is asked at ${node}`);
    const data = { by: 'Ada', byId: 'p1', answer, ...(confirmedBy === undefined ? {} : { confirmedBy, confirmedById: confirmedBy }) };
    events.push({ at: minutes * 60_000, signal: { name: 'task.completed', key: run, id: taskIdOf(run, asked.id, 0), data } });
  }
  if (way.cancelAfter !== undefined) events.push({ at: way.cancelAfter * 60_000, ask: 'cancel' });
  return given;
}

export const stepsAt = (played: Played, node: string) => [...played.run.steps.values()].filter((step) => step.node === node);

/** `node:port` of every step, in the order of their names. */
export const visits = (played: Played): string =>
  [...played.run.steps.values()]
    .map((step) => `${step.node}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`)
    .sort()
    .join(' ');
