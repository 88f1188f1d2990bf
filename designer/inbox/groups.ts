import type { TaskInfo } from '../../server/http/api.ts';

export type Group = 'second' | 'overdue' | 'today' | 'later' | 'open';

const order: Group[] = ['second', 'overdue', 'today', 'later', 'open'];

/** Where a task stands in the day's work; what only waits for somebody else's signature is not counted as overdue. */
export function groupOf(task: TaskInfo, now: number): Group {
  if (task.first && task.can.includes('confirm')) return 'second';
  if (task.due === undefined) return 'open';
  const due = Date.parse(task.due);
  if (due < now) return 'overdue';
  return new Date(due).toDateString() === new Date(now).toDateString() ? 'today' : 'later';
}

/** Tasks in their groups, the most pressing first; the order inside a group stays. */
export function grouped(tasks: TaskInfo[], now: number): { group: Group; tasks: TaskInfo[] }[] {
  const groups = Map.groupBy(tasks, (task) => groupOf(task, now));
  return order.flatMap((group) => {
    const found = groups.get(group);
    return found ? [{ group, tasks: found }] : [];
  });
}
