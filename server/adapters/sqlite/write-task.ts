import type { TaskMoves } from '../../../nodes/node-type.ts';
import type { TaskDoc } from '../../engine/ports.ts';
import { withMovesOf } from '../task-moves.ts';
import type { Desk } from './desk.ts';

/** Open a task for a person, once. */
export function openTask(desk: Desk, task: TaskDoc): void {
  desk
    .sql('INSERT INTO tasks (tenant, id, status, run, role, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(task.tenant, task.id, task.status, task.runId, task.role, JSON.stringify(task));
}

/** Withdraw a task nobody has completed. */
export function closeTask(desk: Desk, tenant: string, id: string): void {
  const task = readTask(desk, tenant, id);
  if (task && task.status !== 'completed') writeTask(desk, { ...task, status: 'canceled' });
}

/** What time did to it; a shorter tale than the one known changes nothing. */
export function moveTask(desk: Desk, tenant: string, id: string, moves: TaskMoves): void {
  const task = readTask(desk, tenant, id);
  if (task && moves.no > (task.moves?.no ?? 0)) writeTask(desk, { ...task, role: moves.role, moves });
}

/** Change a task only while it is what its reader saw. */
export function updateTask(desk: Desk, tenant: string, task: TaskDoc, was: TaskDoc['status']): boolean {
  const stored = readTask(desk, tenant, task.id);
  if (stored?.status !== was) return false;
  if (was === 'claimed' && task.claimedBy !== undefined && task.claimedBy !== stored.claimedBy) return false;
  writeTask(desk, withMovesOf(stored, task));
  return true;
}

function readTask(desk: Desk, tenant: string, id: string): TaskDoc | undefined {
  const row = desk.sql('SELECT body FROM tasks WHERE tenant = ? AND id = ?').get(tenant, id) as { body: string } | undefined;
  return row && (JSON.parse(row.body) as TaskDoc);
}

function writeTask(desk: Desk, task: TaskDoc): void {
  desk
    .sql('UPDATE tasks SET status = ?, role = ?, body = ? WHERE tenant = ? AND id = ?')
    .run(task.status, task.role, JSON.stringify(task), task.tenant, task.id);
}
