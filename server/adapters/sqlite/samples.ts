/** Deliveries and commits for the tests of the data file. */
import type { RunEvent } from '../../engine/events.ts';
import type { Commit, Delivery, RunHead, RunStart } from '../../engine/ports.ts';

export const tenant = 'acme';
export const t0 = Date.UTC(2026, 0, 5, 9);

export const head = (id: string, more: Partial<RunHead> = {}): RunHead => ({
  tenant,
  id,
  flow: 'orders',
  version: 'v1',
  status: 'running',
  startedAt: t0,
  updatedAt: t0,
  wakeAt: t0,
  seq: 1,
  open: ['order'],
  keys: [],
  ...more,
});

/** The head of a run that has come to its end in its second commit. */
export function ended(id: string, more: Partial<RunHead> = {}): RunHead {
  const { wakeAt: _, ...rest } = head(id, { status: 'completed', seq: 2, open: [], endedAt: t0 });
  return { ...rest, ...more };
}

export const start = (id: string, more: Partial<RunHead> = {}, payloads: RunStart['payloads'] = []): RunStart => ({
  head: head(id, more),
  events: [{ type: 'run.started', at: t0, trigger: 'order', input: { v: null }, keys: [] }],
  payloads,
});

/** One message that starts one run of the same id. */
export const delivery = (id: string, more: Partial<Delivery> = {}): Delivery => ({
  tenant,
  id: `d-${id}`,
  endpoint: 'orders',
  dedupeKey: id,
  bodyHash: `hash-${id}`,
  at: t0,
  bytes: 2,
  body: '{}',
  runs: [{ flow: 'orders', version: 'v1', runId: id }],
  starts: [start(id)],
  signals: [],
  ...more,
});

export const commit = (on: RunHead, more: Partial<Commit> = {}): Commit => ({
  head: on,
  events: [{ type: 'run.completed', at: t0 }],
  at: on.updatedAt,
  author: `w1.${on.seq}`,
  payloads: [],
  outbox: [],
  counts: [],
  taken: [],
  release: true,
  ...more,
});

/** An order of 14 lines, some 3 kB, of which no two are alike. */
export function orderText(place: number): string {
  const lines = Array.from({ length: 14 }, (_, line) => ({
    sku: `HP-${line * 7919 + place}`,
    title: `Part ${line} of a heat pump`,
    quantity: line + 1,
    price: { amount: `${line}.95`, currency: 'EUR' },
    note: `${Math.sin(line + place)} ${Math.cos(line * place)} leave at the gate`,
  }));
  return JSON.stringify({ number: `A-${place}`, lines });
}

/** Five steps, as a run without waits writes them in one commit. */
export const fiveSteps = (place: number): RunEvent[] =>
  ['check', 'price', 'credit', 'reserve', 'ship'].flatMap((node): RunEvent[] => [
    { type: 'step.scheduled', at: t0, step: `${node}~k3x9d2ab`, node, from: 'order', port: 'out', attempt: 1, revision: 0 },
    { type: 'step.completed', at: t0 + 1, step: `${node}~k3x9d2ab`, port: 'done', output: { v: { ok: true, ref: `${node}-${place}` } }, ms: 1 },
  ]);
