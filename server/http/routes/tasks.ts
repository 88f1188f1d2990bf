import { type Json, ProblemError } from '../../../flows/flow.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { TaskDoc } from '../../engine/ports.ts';
import { checkShape } from '../check-shape.ts';
import type { AppDeps } from '../deps.ts';
import { type Route, textOf } from '../route.ts';
import { anything, object, oneOf, paging, reason, text } from '../shapes.ts';
import { taskInfo } from '../task-info.ts';
import { titlesOf } from '../titles.ts';

/** Work for people: see it, take it, finish it. */
export function taskRoutes(deps: AppDeps): Route[] {
  const { reads, runs, clock, live, audit } = deps;
  const titles = titlesOf(deps.catalogue);
  const shown = (viewer: Viewer, task: TaskDoc) => taskInfo(viewer, task, titles.flow(task.flow));

  async function open(viewer: Viewer, id: string): Promise<TaskDoc> {
    const task = await reads.task(viewer.tenant, id);
    if (!task) throw new ProblemError(404, { code: 'task.not_found', path: '', message: 'There is no such task.' });
    if (task.status === 'completed' || task.status === 'canceled') {
      throw new ProblemError(409, { code: `task.${task.status}`, path: '', message: `This task is ${task.status} already.` });
    }
    if (task.status === 'claimed' && task.claimedBy !== viewer.name) {
      throw new ProblemError(409, { code: 'task.claimed', path: '', message: `${task.claimedBy ?? 'Somebody else'} has this task.` });
    }
    return task;
  }

  async function change(viewer: Viewer, next: TaskDoc, was: TaskDoc['status']): Promise<void> {
    if (!(await reads.updateTask(viewer.tenant, next, was))) {
      throw new ProblemError(409, { code: 'task.changed', path: '', message: 'Somebody else acted on this task meanwhile. Look at it again.' });
    }
    live.publish(viewer.tenant, { kind: 'task', id: next.id, status: next.status });
  }

  return [
    {
      method: 'GET',
      path: '/api/tasks',
      summary: 'List tasks, newest first',
      group: 'Tasks',
      role: 'operator',
      query: { status: oneOf('open', 'claimed', 'completed', 'canceled'), role: text, runId: text, ...paging },
      answer: 'TaskPage',
      async handler(ask) {
        const filter = Object.fromEntries(
          ['status', 'role', 'runId', 'cursor'].flatMap((name) => (textOf(ask, name) === undefined ? [] : [[name, textOf(ask, name)]])),
        );
        const { items, next } = await reads.tasks(ask.viewer.tenant, { limit: Number(ask.query['limit'] ?? 50), ...filter });
        return { items: items.map((task) => shown(ask.viewer, task)), next };
      },
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/claim',
      summary: 'Take a task',
      group: 'Tasks',
      role: 'operator',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'TaskInfo',
      async handler({ params, viewer }) {
        const task = await open(viewer, params['id'] ?? '');
        if (task.status === 'claimed') return shown(viewer, task);
        const next: TaskDoc = { ...task, status: 'claimed', claimedBy: viewer.name };
        await change(viewer, next, 'open');
        return shown(viewer, next);
      },
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/complete',
      summary: 'Finish a task with an answer that fits its form; the run goes on',
      group: 'Tasks',
      role: 'operator',
      body: object({ answer: anything, 'reason?': reason }),
      answer: 'TaskInfo',
      async handler({ params, body, viewer, requestId }) {
        const task = await open(viewer, params['id'] ?? '');
        const { answer, reason: why } = body as { answer: Json; reason?: string };
        await checkShape(task.form, answer, '/answer');
        // Its key is the run, which it wakes. The signal comes first, because it decides: it is stored once, whoever comes second changes nothing.
        const { duplicate } = await runs.signal(viewer.tenant, { name: 'task.completed', key: task.runId, id: task.id, data: { by: viewer.name, answer } });
        const decided = duplicate ? await decisionOf(viewer.tenant, task) : { by: viewer.name, answer };
        const next: TaskDoc = { ...task, status: 'completed', completedBy: decided.by, completedAt: clock.now(), answer: decided.answer };
        await change(viewer, next, task.status);
        await audit.commit(viewer.tenant, { by: viewer, what: 'task.completed', on: `task/${task.id}`, requestId, ...(why ? { reason: why } : {}) });
        return shown(viewer, next);
      },
    },
  ];

  /** What was answered when an earlier completion was stored but not yet noted on the task. */
  async function decisionOf(tenant: string, { id, runId }: TaskDoc): Promise<{ by: string; answer: Json }> {
    const stored = (await reads.signalsOf(tenant, [runId])).find((signal) => signal.name === 'task.completed' && signal.id === id);
    const { by, answer } = (stored?.data ?? {}) as { by?: string; answer?: Json };
    return { by: by ?? '', answer: answer ?? null };
  }
}
