/** What people do with tasks, each with its row in the audit. The run goes on by a signal, which is stored once: it decides. */
import { type Json, ProblemError } from '../../flows/flow.ts';
import type { Deputies } from '../access/deputies.ts';
import type { Viewer } from '../access/viewer.ts';
import type { TaskDoc } from '../engine/ports.ts';
import type { TaskAct } from './api.ts';
import { checkShape } from './check-shape.ts';
import type { AppDeps } from './deps.ts';
import { hasClaimed, refusal, standsInFor } from './task-rights.ts';

/** Who acts, in whose request, and why. */
export interface Acting {
  viewer: Viewer;
  requestId: string;
  reason?: string;
}

/** Somebody outside, known by the link they hold. */
export interface Outsider {
  id: string;
  name: string;
}

export type TaskActs = ReturnType<typeof taskActs>;

/** All of them throw ProblemError: 404 unknown, 403 not yours, 409 too late, 422 an answer that does not fit the form. */
export function taskActs({ reads, runs, clock, live, audit }: AppDeps, deputies: Pick<Deputies, 'actsFor'>) {
  async function read(tenant: string, id: string): Promise<TaskDoc> {
    const task = await reads.task(tenant, id);
    if (!task) throw new ProblemError(404, { code: 'task.not_found', path: '', message: 'There is no such task.' });
    return task;
  }

  async function allowed(act: TaskAct, { viewer }: Acting, id: string) {
    const [task, actsFor] = await Promise.all([read(viewer.tenant, id), deputies.actsFor(viewer)]);
    const refused = refusal(act, task, viewer, actsFor);
    if (refused) throw new ProblemError(refused.status, { code: refused.code, path: '', message: refused.message });
    const stead = standsInFor(task, actsFor);
    return { task, standsFor: stead && { id: stead.id, name: stead.name } };
  }

  async function change(next: TaskDoc, was: TaskDoc['status']): Promise<void> {
    if (!(await reads.updateTask(next.tenant, next, was))) {
      throw new ProblemError(409, { code: 'task.changed', path: '', message: 'Somebody else acted on this task meanwhile. Look at it again.' });
    }
    live.publish(next.tenant, { kind: 'task', id: next.id, status: next.status });
  }

  /** Taken over from somebody else it is given back first, so that of two who do so one has it. */
  async function take(task: TaskDoc, next: TaskDoc): Promise<void> {
    const isOther = task.status === 'claimed' && task.claimedById !== next.claimedById;
    if (isOther) await change(freed(task), 'claimed');
    await change(next, isOther ? 'open' : task.status);
  }

  const note = (
    tenant: string,
    by: { id: string; name: string },
    what: string,
    task: TaskDoc,
    requestId: string,
    more: { reason?: string; after?: Json } = {},
  ) => audit.commit(tenant, { by, what, on: `task/${task.id}`, requestId, ...more });

  const forWhom = (stead: { name: string } | undefined): { after?: Json } => (stead ? { after: { for: stead.name } } : {});
  const said = (reason: string | undefined): { reason?: string } => (reason ? { reason } : {});

  /** Whoever comes second finds what was decided first. */
  async function decide(task: TaskDoc, data: Decision): Promise<Decision> {
    const { duplicate } = await runs.signal(task.tenant, { name: 'task.completed', key: task.runId, id: task.id, data: { ...data } });
    if (!duplicate) return data;
    const stored = (await reads.signalsOf(task.tenant, [task.runId])).find(({ name, id }) => name === 'task.completed' && id === task.id);
    return { by: '', answer: null, ...(stored?.data as object | undefined) };
  }

  async function finish(task: TaskDoc, data: Decision): Promise<TaskDoc> {
    const { by, byId, confirmedBy, answer } = await decide(task, data);
    const { first: _, ...rest } = task;
    const next: TaskDoc = {
      ...rest,
      status: 'completed',
      completedBy: by,
      completedAt: clock.now(),
      answer,
      ...(byId === undefined ? {} : { completedById: byId }),
      ...(confirmedBy === undefined ? {} : { confirmedBy }),
    };
    await change(next, task.status);
    return next;
  }

  /** The first of two: it stays with whoever answered until a second person has looked. */
  async function answerFirst(task: TaskDoc, who: Outsider, answer: Json, stead: { id: string; name: string } | undefined): Promise<TaskDoc> {
    const { sentBack: _, ...rest } = task;
    const first = { by: who.name, byId: who.id, at: clock.now(), answer, ...(stead ? { for: stead } : {}) };
    const next: TaskDoc = { ...rest, status: 'claimed', claimedBy: who.name, claimedById: who.id, first };
    await take(task, next);
    return next;
  }

  return {
    read,

    async claim(acting: Acting, id: string): Promise<TaskDoc> {
      const { viewer, requestId, reason } = acting;
      const { task, standsFor } = await allowed('claim', acting, id);
      if (task.status === 'claimed' && hasClaimed(task, viewer)) return task;
      const { claimedFor: _, ...rest } = task;
      const next: TaskDoc = { ...rest, status: 'claimed', claimedBy: viewer.name, claimedById: viewer.id, ...(standsFor ? { claimedFor: standsFor } : {}) };
      await take(task, next);
      await note(viewer.tenant, viewer, 'task.claimed', next, requestId, { ...said(reason), ...forWhom(standsFor) });
      return next;
    },

    async release(acting: Acting, id: string): Promise<TaskDoc> {
      const { viewer, requestId, reason } = acting;
      const { task } = await allowed('release', acting, id);
      const next = freed(task);
      await change(next, 'claimed');
      await note(viewer.tenant, viewer, 'task.released', next, requestId, { ...said(reason), after: { from: task.claimedBy ?? '' } });
      return next;
    },

    async complete(acting: Acting, id: string, answer: Json): Promise<TaskDoc> {
      const { viewer, requestId, reason } = acting;
      const { task, standsFor } = await allowed('complete', acting, id);
      await checkShape(task.form, answer, '/answer');
      const stead = task.claimedFor ?? standsFor;
      const by = { by: viewer.name, byId: viewer.id };
      const next = task.fourEyes
        ? await answerFirst(task, viewer, answer, stead)
        : await finish(task, { ...by, answer, ...(stead ? { for: stead.name } : {}) });
      await note(viewer.tenant, viewer, task.fourEyes ? 'task.answered' : 'task.completed', next, requestId, { ...said(reason), ...forWhom(stead) });
      return next;
    },

    /** The second person agrees, and the run goes on; or sends it back to the first. */
    async confirm(acting: Acting, id: string, agrees: boolean): Promise<TaskDoc> {
      const { viewer, requestId, reason } = acting;
      const { task } = await allowed('confirm', acting, id);
      const first = task.first!; // a task without a first answer is refused above
      if (agrees) {
        const { by, byId, answer } = first;
        const decision = { by, byId, answer, confirmedBy: viewer.name, confirmedById: viewer.id, ...(first.for ? { for: first.for.name } : {}) };
        const next = await finish(task, decision);
        await note(viewer.tenant, viewer, 'task.confirmed', next, requestId, { ...said(reason), after: { answeredBy: by } });
        return next;
      }
      const { first: _, ...rest } = task;
      const sentBack = { by: viewer.name, at: clock.now(), reason: reason ?? '' };
      const next: TaskDoc = first.byId.startsWith('link:') ? { ...freed(rest), sentBack } : { ...rest, sentBack };
      await change(next, 'claimed');
      await note(viewer.tenant, viewer, 'task.sent_back', next, requestId, { ...said(reason), after: { answeredBy: first.by } });
      return next;
    },

    /** The answer of somebody who holds a link to this task. */
    async answerFromOutside(task: TaskDoc, who: Outsider, answer: Json, requestId: string): Promise<TaskDoc> {
      await checkShape(task.form, answer, '/answer');
      const next = task.fourEyes ? await answerFirst(task, who, answer, undefined) : await finish(task, { by: who.name, byId: who.id, answer });
      await note(task.tenant, who, task.fourEyes ? 'task.answered' : 'task.completed', next, requestId);
      return next;
    },
  };
}

/** What the run is told. */
interface Decision {
  by: string;
  byId?: string;
  for?: string;
  confirmedBy?: string;
  confirmedById?: string;
  answer: Json;
}

function freed(task: TaskDoc): TaskDoc {
  const { claimedBy: _, claimedById: __, claimedFor: ___, ...rest } = task;
  return { ...rest, status: 'open' };
}
