/** Heads and tasks as they lie in MongoDB, and back. */
import type { RunHead, TaskDoc } from '../../engine/ports.ts';
import { idOf, type TaskDocument } from './layout.ts';

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
  const { id, answer: _, form: __, data: ___, ...rest } = task;
  return { _id: idOf(task.tenant, id), task: id, ...rest, body: JSON.stringify(task) };
}

/** The status beside the body wins: a task is closed without writing its body anew. */
export const taskOf = ({ body, status }: Pick<TaskDocument, 'body' | 'status'>): TaskDoc => ({ ...(JSON.parse(body) as TaskDoc), status });
