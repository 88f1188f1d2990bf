import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowUpRight, ChevronLeft, Clock, Hand } from 'lucide-react';
import { useEffect } from 'react';
import type { Json, TaskInfo } from '../../server/http/api.ts';
import { useRun } from '../api/runs.ts';
import { useMe } from '../api/session.ts';
import { useTaskAct } from '../api/tasks.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { isMine } from '../shell/my-tasks.ts';
import { moneyOf } from '../show/amount.ts';
import { instantOf, momentOf } from '../show/moment.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { useNow } from '../show/use-now.ts';
import { en } from '../text/en.ts';
import { dueOf } from './due.ts';
import { Facts } from './Facts.tsx';
import { TaskForm } from './TaskForm.tsx';

/** Splits what was handed over into its one telling sentence and the rest. */
function parted(data: Json | undefined): { sentence: string | undefined; rest: Json | undefined } {
  if (typeof data === 'string') return { sentence: data, rest: undefined };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { sentence: undefined, rest: data };
  const { sentence, ...rest } = data;
  return typeof sentence === 'string' ? { sentence, rest } : { sentence: undefined, rest: data };
}

export const focusAnswer = (): void =>
  document.querySelector<HTMLElement>('.task-form input:not(:disabled), .task-form textarea:not(:disabled), .task-acts button:not(:disabled)')?.focus();

/** One task: what it is about in the middle, the decision to the right. */
export function TaskWork({ task, onDone }: { task: TaskInfo; onDone: () => void }) {
  const me = useMe().data;
  const run = useRun(task.runId).data;
  const now = useNow();
  const act = useTaskAct(task.id);
  const mine = task.status === 'claimed' && isMine(task, me);
  const due = dueOf(task, now);
  const { sentence, rest } = parted(task.data);
  const claim = () => {
    if (task.status !== 'open' || act.isPending) return;
    act.mutate({ act: 'claim' }, { onSuccess: () => say(en.inbox.didClaim), onError: sayRefused });
  };
  useListKeys({ C: claim });
  const justClaimed = mine && act.isSuccess;
  useEffect(() => {
    if (justClaimed) focusAnswer();
  }, [justClaimed]);
  return (
    <>
      <article className="work" aria-labelledby="task-head">
        <Link to="/inbox" className="work-back">
          <ChevronLeft size={16} aria-hidden />
          {en.inbox.back}
        </Link>
        <header className="work-head">
          <h1 id="task-head" tabIndex={-1}>
            {task.title}
          </h1>
          <span className="tag">{task.key}</span>
          {run?.amount ? <span className="tag num">{moneyOf(run.amount)}</span> : null}
          <span className="tag">{task.flowTitle}</span>
          {task.status !== 'completed' && task.due ? (
            <span className="work-due" data-tone={due.tone} title={instantOf(task.due)}>
              <Clock size={14} aria-hidden />
              {due.words}
            </span>
          ) : null}
        </header>
        {sentence ? <p className="work-lead">{sentence}</p> : null}
        <section className="card">
          <div className="card-head">
            <h2>{en.inbox.facts}</h2>
            <Link to="/runs/$runId" params={{ runId: task.runId }} className="push work-run">
              {en.inbox.openRun}
              <ArrowUpRight size={14} aria-hidden />
            </Link>
          </div>
          <div className="card-body">{rest === undefined || rest === null ? <p className="quiet">{en.inbox.none}</p> : <Facts value={rest} />}</div>
        </section>
        {run?.order && JSON.stringify(run.order) !== JSON.stringify(task.data) ? (
          <section className="card">
            <div className="card-head">
              <h2>{en.inbox.order}</h2>
            </div>
            <div className="card-body">
              <Facts value={run.order} most={24} />
            </div>
          </section>
        ) : null}
      </article>
      <aside className="decision" aria-label={en.inbox.decision}>
        <div className="decision-head">
          <h2>{task.status === 'completed' ? en.inbox.answer : en.inbox.decision}</h2>
          {task.status === 'completed' ? (
            <span className="hint">{[en.inbox.doneBy(task.completedBy ?? ''), task.completedAt && momentOf(task.completedAt)].filter(Boolean).join(', ')}</span>
          ) : mine ? (
            <span className="hint">{en.inbox.claimed}</span>
          ) : null}
        </div>
        {task.status === 'completed' ? (
          <Facts value={task.answer} />
        ) : (
          <>
            {task.status === 'open' ? (
              <div className="claim">
                <p className="hint">{en.inbox.claimFirst}</p>
                <Button
                  variant="filled"
                  size="md"
                  fullWidth
                  leftSection={<Hand size={16} />}
                  rightSection={<kbd>C</kbd>}
                  loading={act.isPending}
                  onClick={claim}
                >
                  {en.inbox.claim}
                </Button>
              </div>
            ) : mine ? null : (
              <p className="callout">{en.inbox.taken(task.claimedBy ?? '')}</p>
            )}
            <TaskForm task={task} mine={mine} onDone={onDone} />
          </>
        )}
      </aside>
    </>
  );
}
