import type { Me, TaskInfo } from '../../server/http/api.ts';
import { useMe } from '../api/session.ts';
import { useOpenTasks } from '../api/tasks.ts';

/** Whether this person claimed the task. */
export const isMine = (task: TaskInfo, me: Me | null | undefined): boolean =>
  task.claimedBy !== undefined && (task.claimedBy === me?.name || task.claimedBy === me?.email || task.claimedBy === me?.id);

/** How many tasks this person can act on: open ones and those claimed by them. */
export function useMyTaskCount(): number {
  const me = useMe().data;
  const tasks = useOpenTasks().data ?? [];
  return tasks.filter((task) => task.status === 'open' || isMine(task, me)).length;
}
