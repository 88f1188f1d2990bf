/** What a commit causes elsewhere, and what comes from outside for a run: all of it idempotent by id. */
import type { Outbox, Request, Signal } from '../../engine/ports.ts';
import { begin } from './begin-run.ts';
import { type Desk, findRun } from './desk.ts';
import { closeTask, moveTask, openTask } from './write-task.ts';

export function unfold(desk: Desk, tenant: string, item: Outbox): void {
  switch (item.kind) {
    case 'start': {
      const { head, events, payloads } = item.start;
      begin(desk, head, events.length > 0 ? JSON.stringify(events) : undefined, payloads);
      return;
    }
    case 'signal':
      storeSignal(desk, item.signal);
      return;
    case 'task':
      openTask(desk, item.task);
      return;
    case 'task.close':
      closeTask(desk, tenant, item.id);
      return;
    case 'task.move':
      moveTask(desk, tenant, item.id, item.moves);
      return;
    case 'ask':
      storeRequest(desk, item.request);
      return;
    case 'lane':
      leaveLane(desk, tenant, item);
      return;
  }
}

/** Whoever stands right behind is due, also when it is just being looked at. */
function leaveLane(desk: Desk, tenant: string, { runId, flow, lane, at }: Extract<Outbox, { kind: 'lane' }>): void {
  const left = findRun(desk, tenant, runId);
  if (!left) return;
  desk.sql('DELETE FROM lanes WHERE tenant = ? AND flow = ? AND lane = ? AND n = ?').run(tenant, flow, lane, left.n);
  const behind = desk.sql('SELECT n FROM lanes WHERE tenant = ? AND flow = ? AND lane = ? AND n > ? ORDER BY n LIMIT 1').get(tenant, flow, lane, left.n);
  if (!behind) return;
  const { n } = behind as { n: number };
  desk.sql('UPDATE runs SET wake = min(coalesce(wake, ?1), ?1) WHERE n = ?2').run(at, n);
  const { no } = desk;
  desk.after.push(() => desk.rung.set(n, no));
}

/** Store a signal once and make the open runs with its key due; the run with that id too. */
export function storeSignal(desk: Desk, signal: Signal): { duplicate: boolean; woken: string[] } {
  const { tenant, key, name, id, at, data } = signal;
  const { changes } = desk.sql('INSERT OR IGNORE INTO signals VALUES (?, ?, ?, ?, ?, ?)').run(tenant, key, name, id, at, JSON.stringify(data));
  if (changes === 0) return { duplicate: true, woken: [] };
  const runs = desk
    .sql(
      `UPDATE runs SET wake = min(coalesce(wake, ?1), ?1) WHERE status IN ('running', 'waiting', 'parked') AND n IN
       (SELECT n FROM run_keys WHERE tenant = ?2 AND key = ?3 UNION SELECT n FROM runs WHERE tenant = ?2 AND id = ?3) RETURNING n, id`,
    )
    .all(at, tenant, key) as { n: number; id: string }[];
  const { no } = desk;
  if (runs.length > 0) {
    desk.after.push(() => {
      for (const run of runs) desk.rung.set(run.n, no);
    });
  }
  return { duplicate: false, woken: runs.map((run) => run.id) };
}

export function storeRequest(desk: Desk, request: Request): null {
  const run = findRun(desk, request.tenant, request.runId);
  if (!run) return null;
  const { changes } = desk.sql('INSERT OR IGNORE INTO requests VALUES (?, ?, ?, ?)').run(run.n, request.id, request.at, JSON.stringify(request));
  if (changes === 0) return null;
  desk.sql("UPDATE runs SET wake = min(coalesce(wake, ?1), ?1) WHERE n = ?2 AND status IN ('running', 'waiting', 'parked')").run(request.at, run.n);
  desk.after.push(() => desk.asked.set(run.n, Math.min(desk.asked.get(run.n) ?? request.at, request.at)));
  return null;
}
