/** A task as people see it, and what each of them may do with it. */
import type { Someone } from '../access/deputies.ts';
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { TaskDoc } from '../engine/ports.ts';
import type { TaskAct, TaskInfo } from './api.ts';
import { iso } from './run-info.ts';
import { assigneeOf, hasClaimed, refusal, standsInFor } from './task-rights.ts';

const acts: TaskAct[] = ['claim', 'release', 'complete', 'confirm'];

export function taskInfo(viewer: Viewer, task: TaskDoc, flowTitle: string, actsFor: Someone[] = []): TaskInfo {
  const { first, sentBack, moves, status } = task;
  const mine = status === 'claimed' && hasClaimed(task, viewer);
  const assignee = assigneeOf(task);
  const stead = standsInFor(task, actsFor);
  const optional = {
    due: task.due === undefined ? undefined : iso(task.due),
    assignee,
    claimedBy: task.claimedBy,
    claimedFor: task.claimedFor?.name,
    for: stead?.name,
    first: first && { by: first.by, at: iso(first.at), answer: first.answer, ...(first.for ? { for: first.for.name } : {}) },
    sentBack: sentBack && { ...sentBack, at: iso(sentBack.at) },
    completedBy: task.completedBy,
    confirmedBy: task.confirmedBy,
    completedAt: task.completedAt === undefined ? undefined : iso(task.completedAt),
    data: task.data,
    answer: task.answer,
  };
  return project(viewer, 'task', {
    id: task.id,
    title: task.title,
    role: task.role,
    status,
    runId: task.runId,
    flow: task.flow,
    flowTitle,
    node: task.node,
    key: task.key,
    createdAt: iso(task.createdAt),
    mine,
    can: acts.filter((act) => refusal(act, task, viewer, actsFor) === undefined && !(act === 'claim' && mine)),
    fourEyes: task.fourEyes === true,
    reminded: (moves?.reminded ?? []).map(iso),
    escalated: (moves?.escalated ?? []).map(({ at, role }) => ({ at: iso(at), role })),
    form: task.form,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<TaskInfo>), // what is unknown is left out
  });
}
