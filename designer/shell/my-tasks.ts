import { useOpenTasks } from '../api/tasks.ts';

/** How many tasks this person can act on: open to them, claimed by them, or waiting for their signature. */
export const useMyTaskCount = (): number =>
  (useOpenTasks().data ?? []).filter((task) => task.mine || task.can.includes('confirm') || (task.status === 'open' && task.can.includes('claim'))).length;
