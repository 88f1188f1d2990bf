import { useMe } from '../api/session.ts';
import { useOpenTasks } from '../api/tasks.ts';

/** How many tasks this person can act on: open ones and those claimed by them. */
export function useMyTaskCount(): number {
  const me = useMe().data;
  const tasks = useOpenTasks().data ?? [];
  return tasks.filter((task) => task.status === 'open' || task.claimedBy === me?.email || task.claimedBy === me?.name || task.claimedBy === me?.id).length;
}
