/** Who may do what with a task. Pure: what is asked of it is all it knows. */
import type { Someone } from '../access/deputies.ts';
import { may, type Viewer } from '../access/viewer.ts';
import type { TaskDoc } from '../engine/ports.ts';
import type { TaskAct } from './api.ts';

/** Why an act is refused. */
export interface Refusal {
  status: 403 | 409;
  code: string;
  message: string;
}

/** The one person it is for, until it was escalated past them. */
export const assigneeOf = (task: TaskDoc): string | undefined => (task.moves?.escalated.length ? undefined : task.assignee);

/** Tasks kept before accounts were noted know their claimer by name alone. */
export const hasClaimed = ({ claimedBy, claimedById }: TaskDoc, who: { id: string; name: string }): boolean =>
  claimedById === undefined ? claimedBy === who.name : claimedById === who.id;

/** Whom this person would act for as a deputy: the claimer, or the one it is for. */
export function standsInFor(task: TaskDoc, actsFor: Someone[]): Someone | undefined {
  if (task.status === 'completed' || task.status === 'canceled') return undefined;
  const email = assigneeOf(task);
  return actsFor.find((one) => (task.status === 'claimed' ? hasClaimed(task, one) : email !== undefined && one.email === email));
}

/** Why this person may not do it; nothing when they may. */
export function refusal(act: TaskAct, task: TaskDoc, viewer: Viewer, actsFor: Someone[]): Refusal | undefined {
  if (task.status === 'completed' || task.status === 'canceled')
    return { status: 409, code: `task.${task.status}`, message: `This task is ${task.status} already.` };
  if (act === 'confirm') return refusalOfSecond(task, viewer);
  if (task.first) {
    return {
      status: 409,
      code: 'task.needs_second_person',
      message: `${task.first.by} has answered. A second, different person confirms it or sends it back.`,
    };
  }
  const isAdmin = may(viewer, 'admin');
  const deputyFor = standsInFor(task, actsFor);
  if (act === 'release') {
    if (task.status === 'open') return { status: 409, code: 'task.not_claimed', message: 'Nobody has claimed this task.' };
    if (hasClaimed(task, viewer) || deputyFor || isAdmin) return undefined;
    return {
      status: 403,
      code: 'task.not_yours',
      message: `${task.claimedBy ?? 'Somebody else'} has this task. They, their deputy or an admin may give it back.`,
    };
  }
  if (task.role === 'admin' && !isAdmin) return { status: 403, code: 'task.role', message: 'Only an admin may take this task.' };
  const email = assigneeOf(task);
  if (email !== undefined && email !== viewer.email && !deputyFor && !isAdmin) {
    return { status: 403, code: 'task.assigned', message: `This task is for ${email}. They or their deputy may take it.` };
  }
  if (task.status === 'claimed' && !hasClaimed(task, viewer) && !(act === 'claim' && deputyFor)) {
    return { status: 409, code: 'task.claimed', message: `${task.claimedBy ?? 'Somebody else'} has this task.` };
  }
  if (act === 'complete' && task.fourEyes && !isPerson(viewer)) return personNeeded;
  return undefined;
}

const isPerson = ({ id }: Viewer): boolean => !id.startsWith('token:');

const personNeeded: Refusal = { status: 403, code: 'task.person_needed', message: 'Two people decide this. An API token is none: sign in.' };

function refusalOfSecond({ first, role }: TaskDoc, viewer: Viewer): Refusal | undefined {
  if (!first) return { status: 409, code: 'task.not_answered', message: 'Nobody has answered this task yet, so there is nothing to confirm.' };
  if (first.byId === viewer.id || first.for?.id === viewer.id) {
    return {
      status: 403,
      code: 'task.same_person',
      message: `${first.byId === viewer.id ? 'You have answered this yourself' : 'This was answered for you'}. Another person confirms it.`,
    };
  }
  if (!isPerson(viewer)) return personNeeded;
  return role === 'admin' && !may(viewer, 'admin') ? { status: 403, code: 'task.role', message: 'Only an admin may confirm this task.' } : undefined;
}
