import type { TaskInfo } from '../../server/http/api.ts';
import { spanOf } from '../show/moment.ts';
import { en } from '../text/en.ts';

/** Time left or time over, in words; "soon" within two hours, "late" after. */
export function dueOf(task: TaskInfo, now: number): { words: string; tone: 'late' | 'soon' | 'calm' } {
  if (task.due === undefined) return { words: en.inbox.noDue, tone: 'calm' };
  const left = Date.parse(task.due) - now;
  const whole = Math.max(60_000, Math.floor(Math.abs(left) / 60_000) * 60_000);
  if (left < 0) return { words: en.inbox.overdue(spanOf(whole)), tone: 'late' };
  return { words: en.inbox.due(spanOf(whole)), tone: left < 2 * 3_600_000 ? 'soon' : 'calm' };
}

/** Order of work: what is due first comes first, then what waits longest. */
export const byUrgency = (a: TaskInfo, b: TaskInfo): number => (a.due ?? '9').localeCompare(b.due ?? '9') || a.createdAt.localeCompare(b.createdAt);
