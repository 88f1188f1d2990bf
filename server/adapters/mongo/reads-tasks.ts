/** Work for people. */
import type { Collection, Filter } from 'mongodb';
import type { TaskDoc } from '../../engine/ports.ts';
import type { Page, Reads } from '../../engine/reads.ts';
import { pageOf, pageSize } from '../page.ts';
import { taskDocument, taskOf } from './heads.ts';
import { idOf, type TaskDocument } from './layout.ts';
import type { Shelf } from './shelves.ts';

/** Newest first; tasks of one instant by their ids. */
export async function listTasks(tasks: Collection<TaskDocument>, tenant: string, filter: Parameters<Reads['tasks']>[1]): Promise<Page<TaskDoc>> {
  const { status, role, runId, cursor, limit } = filter;
  const size = pageSize(limit);
  const query = {
    tenant,
    ...(status === undefined ? {} : { status }),
    ...(role === undefined ? {} : { role }),
    ...(runId === undefined ? {} : { runId }),
    ...(cursor === undefined ? {} : before(cursor)),
  } as Filter<TaskDocument>;
  const found = await tasks
    .find(query, {
      projection: { createdAt: 1, task: 1, status: 1, role: 1, moves: 1, body: 1 },
      sort: { createdAt: -1, task: -1 },
      limit: size + 1,
      batchSize: size + 2,
    })
    .toArray();
  return pageOf(found, size, ({ createdAt, task }) => `${createdAt}.${task}`, taskOf);
}

function before(cursor: string): object {
  const dot = cursor.indexOf('.');
  const at = Number(cursor.slice(0, dot));
  return { createdAt: { $lte: at }, $or: [{ createdAt: { $lt: at } }, { task: { $lt: cursor.slice(dot + 1) } }] };
}

export async function readTask(tasks: Shelf<TaskDocument>, tenant: string, id: string): Promise<TaskDoc | undefined> {
  const [found] = await tasks.find({ _id: idOf(tenant, id) });
  return found && taskOf(found);
}

/** Whoever finds it as it was has it: status, and the claimer where one is named. */
export async function updateTask(tasks: Shelf<TaskDocument>, tenant: string, task: TaskDoc, was: TaskDoc['status']): Promise<boolean> {
  // What time did to it is the run's to say.
  const { _id, role: _, moves: __, ...set } = taskDocument(task);
  const gone = (['claimedBy', 'claimedById', 'claimedFor', 'completedBy', 'completedById', 'completedAt', 'confirmedBy', 'due'] as const).filter(
    (field) => set[field] === undefined,
  );
  const isClaimer = was === 'claimed' && task.claimedBy !== undefined ? { claimedBy: task.claimedBy } : {};
  const filter = { _id: idOf(tenant, task.id), tenant, status: was, ...isClaimer };
  return (await tasks.updateAll(filter, { $set: { ...set }, $unset: Object.fromEntries(gone.map((field) => [field, true])) })) > 0;
}
