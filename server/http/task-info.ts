/** A task as people see it. */
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { TaskDoc } from '../engine/ports.ts';
import type { TaskInfo } from './api.ts';
import { iso } from './run-info.ts';

export function taskInfo(viewer: Viewer, task: TaskDoc, flowTitle: string): TaskInfo {
  return project(viewer, 'task', {
    id: task.id,
    title: task.title,
    role: task.role,
    status: task.status,
    runId: task.runId,
    flow: task.flow,
    flowTitle,
    node: task.node,
    key: task.key,
    createdAt: iso(task.createdAt),
    form: task.form,
    ...(task.due === undefined ? {} : { due: iso(task.due) }),
    ...(task.claimedBy === undefined ? {} : { claimedBy: task.claimedBy }),
    ...(task.completedBy === undefined ? {} : { completedBy: task.completedBy }),
    ...(task.completedAt === undefined ? {} : { completedAt: iso(task.completedAt) }),
    ...(task.data === undefined ? {} : { data: task.data }),
    ...(task.answer === undefined ? {} : { answer: task.answer }),
  });
}
