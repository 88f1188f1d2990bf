/** Heads and tasks as they lie in MongoDB, and back. */
import type { Outbox, RunHead, TaskDoc } from '../../engine/ports.ts';
import { idOf, type TaskDocument } from './layout.ts';
import type { Change, Filter } from './shelves.ts';

type Optional = 'code' | 'reason' | 'fingerprint' | 'endedAt' | 'wakeAt' | 'amount' | 'currency' | 'parent' | 'held' | 'lane' | 'inFlight';
const optional: Optional[] = ['code', 'reason', 'fingerprint', 'endedAt', 'wakeAt', 'amount', 'currency', 'parent', 'held', 'lane', 'inFlight'];

export type HeadFields = Omit<RunHead, 'id'> & { run: string };

/** Fields of a RunDoc that are the head's, and the names of those this head has not: a change of the head sets the one and unsets the other. */
export function headFields(head: RunHead): { set: HeadFields; unset: Optional[] } {
  const { id, ...rest } = head;
  const set: HeadFields = { ...rest, run: id };
  const unset = optional.filter((field) => head[field] === undefined);
  for (const field of unset) delete set[field];
  return { set, unset };
}

/** The head in a RunDoc, or in whatever carries its fields. */
export function headOf(doc: HeadFields): RunHead {
  const { tenant, run, flow, version, status, startedAt, updatedAt, seq, open, keys } = doc;
  const head: RunHead = { tenant, id: run, flow, version, status, startedAt, updatedAt, seq, open, keys };
  for (const field of optional) if (doc[field] !== undefined) Object.assign(head, { [field]: doc[field] });
  return head;
}

/** Fields of a RunDoc that make up its head: what a list asks for. */
export const headNames: (keyof HeadFields)[] = [
  ...(['tenant', 'run', 'flow', 'version', 'status', 'startedAt', 'updatedAt', 'seq', 'open', 'keys'] as const),
  ...optional,
];

export function taskDocument(task: TaskDoc): TaskDocument {
  const { id, answer: _, form: __, data: ___, first: ____, sentBack: _____, ...rest } = task;
  return { _id: idOf(task.tenant, id), task: id, ...rest, body: JSON.stringify(task) };
}

/** What stands beside the body wins: a task is closed, or moved on by time, without writing its body anew. */
export const taskOf = ({ body, status, role, moves }: Pick<TaskDocument, 'body' | 'status' | 'role' | 'moves'>): TaskDoc => ({
  ...(JSON.parse(body) as TaskDoc),
  status,
  role,
  ...(moves ? { moves } : {}),
});

/** Filter and change that note on a task what time did to it; a shorter tale than the one known fits no task. */
export const moveOf = (tenant: string, { id, moves }: Extract<Outbox, { kind: 'task.move' }>): [Filter, Change] => [
  { _id: idOf(tenant, id), $or: [{ moves: { $exists: false } }, { 'moves.no': { $lt: moves.no } }] },
  { $set: { role: moves.role, moves } },
];
