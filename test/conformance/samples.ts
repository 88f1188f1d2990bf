/** Heads, commits and deliveries as short as they can be; a test names only what it is about. */
import type { RunEvent } from '../../server/engine/events.ts';
import type { Commit, Delivery, NodeCount, Request, RunHead, RunStart, Signal, TaskDoc } from '../../server/engine/ports.ts';

export const at = Date.UTC(2026, 10, 24, 10);
export const minute = at / 60_000;

export const headOf = (id: string, more: Partial<RunHead> = {}): RunHead => ({
  tenant: 't',
  id,
  flow: 'orders',
  version: 'v1',
  status: 'running',
  startedAt: at,
  updatedAt: at,
  wakeAt: at,
  seq: 1,
  open: ['order'],
  keys: [],
  ...more,
});

/** A run at rest until something comes: nothing is due by time. */
export const restOf = (id: string, more: Partial<RunHead> = {}): RunHead => {
  const { wakeAt, ...head } = headOf(id, { status: 'waiting', seq: 2 });
  return { ...head, ...more };
};

export const started = (keys: string[] = []): RunEvent => ({ type: 'run.started', at, trigger: 'order', input: { v: null }, keys });
export const scheduled = (step: string): RunEvent => ({ type: 'step.scheduled', at, step, node: step, attempt: 1, revision: 0 });

export const startOf = (id: string, more: Partial<RunHead> = {}): RunStart => ({
  head: headOf(id, more),
  events: [started(more.keys)],
  payloads: [],
});

export const deliveryOf = (id: string, starts: RunStart[], more: Partial<Delivery> = {}): Delivery => ({
  tenant: 't',
  id,
  endpoint: 'shop',
  dedupeKey: id,
  bodyHash: 'b1',
  at,
  bytes: 12,
  body: `{"number":"${id}"}`,
  runs: starts.map(({ head }) => ({ flow: head.flow, version: head.version, runId: head.id })),
  starts,
  signals: [],
  ...more,
});

/** A delivery that starts one run of the same id. */
export const orderOf = (id: string, more: Partial<RunHead> = {}): Delivery => deliveryOf(id, [startOf(id, more)]);

export const commitOf = (head: RunHead, more: Partial<Commit> = {}): Commit => ({
  head,
  events: [scheduled(`step${head.seq}`)],
  at: head.updatedAt,
  author: `w1/${head.seq}`,
  payloads: [],
  outbox: [],
  counts: [],
  taken: [],
  release: true,
  ...more,
});

export const signalOf = (id: string, key: string, more: Partial<Signal> = {}): Signal => ({ tenant: 't', id, name: 'paid', key, data: { id }, at, ...more });

export const requestOf = (runId: string, id: string, more: Partial<Request> = {}): Request => ({
  tenant: 't',
  runId,
  id,
  kind: 'cancel',
  by: 'ada',
  reason: 'asked',
  at,
  ...more,
});

export const taskOf = (id: string, more: Partial<TaskDoc> = {}): TaskDoc => ({
  tenant: 't',
  id,
  runId: 'R1',
  step: 'ask',
  node: 'ask',
  flow: 'orders',
  key: 'K1',
  createdAt: at,
  status: 'open',
  title: 'Look at this',
  role: 'finance',
  form: { type: 'object' },
  ...more,
});

export const countOf = (node: string, more: Partial<NodeCount> = {}): NodeCount => ({
  flow: 'orders',
  version: 'v1',
  node,
  minute,
  started: 1,
  completed: 1,
  failed: 0,
  retried: 0,
  waiting: 0,
  latency: [3],
  waitMs: 0,
  money: {},
  ports: { out: 1 },
  ...more,
});

/** A content hash as the engine makes them: all of one length. */
export const hashOf = (no: number): string => no.toString(16).padStart(32, '0');

/** Ids of what is due, oldest first. */
export const idsOf = (found: { runId: string }[]): string[] => found.map(({ runId }) => runId);
