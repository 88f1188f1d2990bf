/** The strokes of the memory store: each is done before it returns, so a reader sees all of it or nothing. */
import type { Commit, Delivery, NodeCount, Outbox, Request, RunHead, RunStart, Signal } from '../../engine/ports.ts';
import { addTurns, assertCountable, emptyCount } from '../count.ts';
import { dueAt, earlier, isEnded } from '../due.ts';
import { eventsOf, keyOf, type MemoryDisk, type StoredRun } from './disk.ts';

export function begin(disk: MemoryDisk, start: RunStart): void {
  const head = structuredClone(start.head);
  const id = keyOf(head.tenant, head.id);
  if (disk.runs.has(id)) return;
  const run: StoredRun = {
    n: disk.runs.size + 1,
    head,
    wake: dueAt(head, false),
    commits: start.events.length > 0 ? [{ seq: head.seq, at: head.startedAt, author: 'start', events: eventsOf(start.events) }] : [],
    payloads: new Map(start.payloads.map(({ hash, json }) => [hash, json])),
    late: [],
    requests: new Map(),
    rung: 0,
  };
  disk.runs.set(id, run);
  attach(disk, run, head);
  if (head.lane === undefined) return;
  const lane = keyOf(head.tenant, head.flow, head.lane);
  disk.lanes.set(lane, (disk.lanes.get(lane) ?? new Set()).add(run));
}

/** A run is found by its keys; by its id too, without storing it. */
function attach(disk: MemoryDisk, run: StoredRun, head: RunHead): void {
  for (const key of head.keys) {
    const id = keyOf(head.tenant, key);
    const runs = disk.byKey.get(id) ?? new Set();
    disk.byKey.set(id, runs.add(run));
  }
}

export function accept(disk: MemoryDisk, delivery: Delivery): string[] {
  const { id, at, endpoint, bytes, event, key, runs, ignored, body, bodyHash, tenant } = delivery;
  disk.arrivals += 1;
  disk.deliveries.set(keyOf(tenant, id), {
    n: disk.arrivals,
    row: {
      id,
      at,
      endpoint,
      status: 202,
      bytes,
      duplicate: false,
      runs: structuredClone(runs),
      ...(event === undefined ? {} : { event }),
      ...(key === undefined ? {} : { key }),
      ...(ignored === undefined ? {} : { code: 'ignored', detail: ignored }),
    },
    bodyHash,
    body,
  });
  for (const start of delivery.starts) begin(disk, start);
  return delivery.signals.flatMap((signal) => storeSignal(disk, signal).woken);
}

/** `since` is the number of the last signal the holder could have seen. */
export function write(disk: MemoryDisk, commit: Commit, since: number): 'done' | 'conflict' {
  const head = structuredClone(commit.head);
  const id = keyOf(head.tenant, head.id);
  const stored = disk.runs.get(id);
  if (head.seq !== (stored?.head.seq ?? 0) + 1) return 'conflict';
  assertCountable(commit.counts);
  if (!stored) begin(disk, { head: { ...head, seq: 0 }, events: [], payloads: [] });
  const run = disk.runs.get(id) as StoredRun;
  for (const { hash, json } of commit.payloads) run.payloads.set(hash, json);
  run.commits.push({ seq: head.seq, at: commit.at, author: commit.author, events: eventsOf(commit.events) });
  run.head = head;
  attach(disk, run, head);
  for (const request of commit.taken) run.requests.delete(request);
  settle(run, !commit.release, since, commit.at);
  for (const item of commit.outbox) unfold(disk, head.tenant, item);
  for (const count of commit.counts) addCount(disk, head.tenant, count);
  return 'done';
}

/** Set when the run must be looked at, after its holder wrote or left. */
export function settle(run: StoredRun, isHeld: boolean, since: number, at: number): void {
  run.wake = dueAt(run.head, isHeld, at);
  if (isEnded(run.head.status)) return;
  if (run.rung > since) run.wake = earlier(run.wake, at);
  for (const request of run.requests.values()) run.wake = earlier(run.wake, request.at);
}

function unfold(disk: MemoryDisk, tenant: string, item: Outbox): void {
  switch (item.kind) {
    case 'start':
      begin(disk, item.start);
      return;
    case 'signal':
      storeSignal(disk, item.signal);
      return;
    case 'task': {
      const id = keyOf(item.task.tenant, item.task.id);
      if (!disk.tasks.has(id)) disk.tasks.set(id, structuredClone(item.task));
      return;
    }
    case 'task.close': {
      const task = disk.tasks.get(keyOf(tenant, item.id));
      if (task && task.status !== 'completed') task.status = 'canceled';
      return;
    }
    case 'task.move': {
      const task = disk.tasks.get(keyOf(tenant, item.id));
      if (task && item.moves.no > (task.moves?.no ?? 0)) Object.assign(task, { role: item.moves.role, moves: item.moves });
      return;
    }
    case 'ask':
      storeRequest(disk, item.request);
      return;
    case 'lane':
      leaveLane(disk, tenant, item);
      return;
  }
}

/** Whoever stands right behind is due, also when it is just being looked at. */
function leaveLane(disk: MemoryDisk, tenant: string, { runId, flow, lane, at }: Extract<Outbox, { kind: 'lane' }>): void {
  const id = keyOf(tenant, flow, lane);
  const inLane = disk.lanes.get(id) ?? new Set();
  const left = disk.runs.get(keyOf(tenant, runId));
  if (!left || !inLane.delete(left)) return;
  if (inLane.size === 0) disk.lanes.delete(id);
  const behind = [...inLane].find(({ n }) => n > left.n);
  if (!behind) return;
  disk.signalNo += 1;
  behind.rung = disk.signalNo;
  behind.wake = earlier(behind.wake, at);
}

export function storeSignal(disk: MemoryDisk, signal: Signal): { duplicate: boolean; woken: string[] } {
  const id = keyOf(signal.tenant, signal.key, signal.name, signal.id);
  if (disk.signals.has(id)) return { duplicate: true, woken: [] };
  disk.signals.set(id, structuredClone(signal));
  disk.signalNo += 1;
  const named = disk.runs.get(keyOf(signal.tenant, signal.key));
  const runs = new Set([...(named ? [named] : []), ...(disk.byKey.get(keyOf(signal.tenant, signal.key)) ?? [])]);
  const open = [...runs].filter((run) => !isEnded(run.head.status));
  for (const run of open) {
    run.wake = earlier(run.wake, signal.at);
    run.rung = disk.signalNo;
  }
  return { duplicate: false, woken: open.map((run) => run.head.id) };
}

export function storeRequest(disk: MemoryDisk, request: Request): void {
  const run = disk.runs.get(keyOf(request.tenant, request.runId));
  if (!run || run.requests.has(request.id)) return;
  run.requests.set(request.id, structuredClone(request));
  if (!isEnded(run.head.status)) run.wake = earlier(run.wake, request.at);
}

function addCount(disk: MemoryDisk, tenant: string, fresh: NodeCount): void {
  const id = keyOf(tenant, fresh.flow, fresh.version, fresh.node, String(fresh.minute));
  let stored = disk.counts.get(id);
  if (!stored) {
    stored = { tenant, count: emptyCount(fresh.flow, fresh.version, fresh.node, fresh.minute) };
    disk.counts.set(id, stored);
  }
  addTurns(stored.count, fresh);
}
