import { Button } from '@mantine/core';
import { Hand, Link2, Undo2, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { TaskInfo } from '../../server/http/api.ts';
import { useTaskAct } from '../api/tasks.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { momentOf } from '../show/moment.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { Facts } from './Facts.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { SecondPerson } from './SecondPerson.tsx';
import { TaskForm } from './TaskForm.tsx';

export const focusAnswer = (): void =>
  document.querySelector<HTMLElement>('.task-form input:not(:disabled), .task-form textarea:not(:disabled), .task-acts button:not(:disabled)')?.focus();

/** The part of a task that a person decides, and before that, who does. */
export function Decision({ task, onDone }: { task: TaskInfo; onDone: () => void }) {
  const act = useTaskAct(task.id);
  const [isLinking, setLinking] = useState(false);
  const isDone = task.status === 'completed';
  const mayRelease = task.mine && task.can.includes('release');
  const claim = () => {
    if (!task.can.includes('claim') || act.isPending) return;
    act.mutate({ act: 'claim' }, { onSuccess: () => say(en.inbox.didClaim), onError: sayRefused });
  };
  const release = () => {
    if (!task.can.includes('release') || act.isPending) return;
    act.mutate({ act: 'release' }, { onSuccess: () => say(en.inbox.didRelease), onError: sayRefused });
  };
  useListKeys({ C: claim, R: release });
  const justClaimed = task.mine && act.isSuccess;
  useEffect(() => {
    if (justClaimed) focusAnswer();
  }, [justClaimed]);
  return (
    <aside className="decision" aria-label={en.inbox.decision}>
      <div className="decision-head">
        <h2>{isDone ? en.inbox.answer : en.inbox.decision}</h2>
        {isDone ? <span className="hint">{doneWords(task)}</span> : task.mine && !task.first ? <span className="hint">{claimedWords(task)}</span> : null}
      </div>
      {isDone ? (
        <Facts value={task.answer} />
      ) : task.first ? (
        <SecondPerson task={task} first={task.first} onDone={onDone} />
      ) : (
        <>
          {task.mine ? null : <Claim task={task} busy={act.isPending} onClaim={claim} />}
          {task.fourEyes ? (
            <div className="callout">
              <Users size={16} aria-hidden />
              <div>
                <strong>{en.inbox.fourEyes}</strong>
                <p className="hint">{en.inbox.fourEyesAhead}</p>
              </div>
            </div>
          ) : null}
          <TaskForm task={task} onDone={onDone} />
          <div className="decision-foot">
            {mayRelease ? (
              <Button leftSection={<Undo2 size={14} />} rightSection={<kbd>R</kbd>} disabled={act.isPending} onClick={release}>
                {en.inbox.release}
              </Button>
            ) : null}
            <Button leftSection={<Link2 size={14} />} onClick={() => setLinking(true)}>
              {en.inbox.link.open}
            </Button>
          </div>
        </>
      )}
      {isLinking ? <LinkDialog task={task} onClose={() => setLinking(false)} /> : null}
    </aside>
  );
}

const doneWords = (task: TaskInfo): string =>
  [
    en.inbox.doneBy(task.claimedFor ? en.inbox.inStead(task.completedBy ?? '', task.claimedFor) : (task.completedBy ?? '')),
    task.confirmedBy && en.inbox.confirmedBy(task.confirmedBy),
    task.completedAt && momentOf(task.completedAt),
  ]
    .filter(Boolean)
    .join(', ');

const claimedWords = (task: TaskInfo): string => [en.inbox.claimed, task.claimedFor && en.inbox.forWhom(task.claimedFor)].filter(Boolean).join(', ');

/** How to get the task, or why not. */
function Claim({ task, busy, onClaim }: { task: TaskInfo; busy: boolean; onClaim: () => void }) {
  if (!task.can.includes('claim')) {
    return <p className="callout">{task.status === 'claimed' ? en.inbox.taken(task.claimedBy ?? '') : en.inbox.onlyFor(task.assignee ?? task.role)}</p>;
  }
  return (
    <div className="claim">
      <p className="hint">{task.status === 'claimed' ? en.inbox.taken(task.claimedBy ?? '') : en.inbox.claimFirst}</p>
      <Button variant="filled" size="md" fullWidth leftSection={<Hand size={16} />} rightSection={<kbd>C</kbd>} loading={busy} onClick={onClaim}>
        {task.for ? en.inbox.takeOver(task.for) : en.inbox.claim}
      </Button>
    </div>
  );
}
