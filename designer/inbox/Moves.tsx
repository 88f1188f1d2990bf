import { ArrowUpRight, BellRing, Undo2 } from 'lucide-react';
import type { TaskInfo } from '../../server/http/api.ts';
import { momentOf } from '../show/moment.ts';
import { en } from '../text/en.ts';

/** What happened to a task while nobody finished it, in its order. */
export function Moves({ task }: { task: TaskInfo }) {
  const told = [
    ...task.reminded.map((at) => ({ at, icon: BellRing, words: en.inbox.reminded })),
    ...task.escalated.map(({ at, role }) => ({ at, icon: ArrowUpRight, words: en.inbox.escalated(role) })),
    ...(task.sentBack ? [{ at: task.sentBack.at, icon: Undo2, words: en.inbox.sentBack(task.sentBack.by, task.sentBack.reason) }] : []),
  ].sort((a, b) => a.at.localeCompare(b.at));
  if (told.length === 0) return null;
  return (
    <ul className="task-moves">
      {told.map(({ at, icon: Icon, words }) => (
        <li key={`${at} ${words}`}>
          <Icon size={14} aria-hidden />
          <span>{words}</span>
          <span className="quiet num">{momentOf(at)}</span>
        </li>
      ))}
    </ul>
  );
}
