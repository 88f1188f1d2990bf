import { Link } from '@tanstack/react-router';
import { CircleCheck, UserCheck, Users } from 'lucide-react';
import type { TaskInfo } from '../../server/http/api.ts';
import { momentOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { en } from '../text/en.ts';
import { dueOf } from './due.ts';
import { grouped } from './groups.ts';

export const taskId = (id: string): string => `task-${id}`;

export type InboxView = 'mine' | 'deputy' | 'done';

export interface TaskListProps {
  tasks: TaskInfo[];
  view: InboxView | undefined;
  current: string | undefined;
}

/** Tasks in their order of work: what is over, due today, due later; those that are done in one list. */
export function TaskList(props: TaskListProps) {
  const now = useNow();
  if (props.view === 'done') return <Rows {...props} label={en.inbox.list} now={now} />;
  return grouped(props.tasks, now).map(({ group, tasks }) => (
    <section key={group} className="task-group">
      <h2 data-group={group}>
        {en.inbox.groups[group]} <span className="num">{tasks.length}</span>
      </h2>
      <Rows {...props} tasks={tasks} label={en.inbox.groups[group]} now={now} />
    </section>
  ));
}

function Rows({ tasks, view, current, label, now }: TaskListProps & { label: string; now: number }) {
  return (
    <ul className="tasks" aria-label={label}>
      {tasks.map((task) => {
        const due = dueOf(task, now);
        const done = task.status === 'completed';
        return (
          <li key={task.id}>
            <Link
              id={taskId(task.id)}
              to="/inbox"
              search={{ task: task.id, ...(view ? { view } : {}) }}
              className="task"
              data-here={task.id === current || undefined}
            >
              <Mark task={task} />
              <span className="task-title cut">{task.title}</span>
              <span className="task-due num" data-tone={done ? 'calm' : due.tone}>
                {done && task.completedAt ? en.inbox.doneAt(momentOf(task.completedAt)) : due.words}
              </span>
              <span className="hint cut">{[task.first && en.inbox.needsSecond, task.key, task.flowTitle, whoOf(task)].filter(Boolean).join(' · ')}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Mark({ task }: { task: TaskInfo }) {
  if (task.status === 'completed') return <CircleCheck size={15} aria-hidden color="var(--completed)" />;
  return task.first ? <Users size={15} aria-hidden /> : <UserCheck size={15} aria-hidden />;
}

/** Who has it or had it, and what happened to it: the one thing worth a word. */
function whoOf(task: TaskInfo): string {
  if (task.status === 'completed')
    return [en.inbox.doneBy(task.completedBy ?? ''), task.confirmedBy && en.inbox.confirmedBy(task.confirmedBy)].filter(Boolean).join(', ');
  if (task.first) return en.inbox.answeredBy(task.first.by);
  const claimed = task.claimedBy ? en.inbox.claimedBy(task.mine ? en.inbox.you : task.claimedBy) : '';
  const moved = task.escalated.length > 0 ? en.inbox.movedTo(task.role) : task.reminded.length > 0 ? en.inbox.remindedTimes(task.reminded.length) : '';
  return [task.for && en.inbox.forWhom(task.for), claimed, moved].filter(Boolean).join(' · ');
}
