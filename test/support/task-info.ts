import type { TaskInfo } from '../../server/http/api.ts';

/** A task as the API tells it, open and plain but for `more`. */
export const taskInfo = (id: string, more: Partial<TaskInfo> = {}): TaskInfo => ({
  id,
  title: 'Look',
  role: 'operator',
  status: 'open',
  runId: 'r',
  flow: 'f',
  flowTitle: 'F',
  node: 'n',
  key: '1',
  createdAt: '2026-11-19T09:00:00Z',
  form: {},
  mine: false,
  can: ['claim'],
  fourEyes: false,
  reminded: [],
  escalated: [],
  ...more,
});
