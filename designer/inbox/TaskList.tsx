import { Link } from '@tanstack/react-router';
import { CircleCheck, UserCheck } from 'lucide-react';
import type { TaskInfo } from '../../server/http/api.ts';
import { momentOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { en } from '../text/en.ts';
import { dueOf } from './due.ts';

export const taskId = (id: string): string => `task-${id}`;

/** Tasks in their order of work: what, for which key, how long there is left, and who has it. */
export function TaskList({ tasks, view, current, me }: { tasks: TaskInfo[]; view: 'mine' | 'done' | undefined; current: string | undefined; me: string }) {
  const now = useNow();
  return (
    <ul className="tasks" aria-label={en.inbox.list}>
      {tasks.map((task) => {
        const due = dueOf(task, now);
        const done = task.status === 'completed';
        const who = done
          ? en.inbox.doneBy(task.completedBy ?? '')
          : task.claimedBy
            ? en.inbox.claimedBy(task.claimedBy === me ? en.inbox.you : task.claimedBy)
            : '';
        return (
          <li key={task.id}>
            <Link
              id={taskId(task.id)}
              to="/inbox"
              search={{ task: task.id, ...(view ? { view } : {}) }}
              className="task"
              data-here={task.id === current || undefined}
            >
              {done ? <CircleCheck size={15} aria-hidden color="var(--completed)" /> : <UserCheck size={15} aria-hidden />}
              <span className="task-title cut">{task.title}</span>
              <span className="task-due num" data-tone={done ? 'calm' : due.tone}>
                {done && task.completedAt ? en.inbox.doneAt(momentOf(task.completedAt)) : due.words}
              </span>
              <span className="hint cut">{[task.key, task.flowTitle, who].filter(Boolean).join(' · ')}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
