import { Link } from '@tanstack/react-router';
import { ArrowUpRight, ChevronLeft, Clock } from 'lucide-react';
import type { Json, TaskInfo } from '../../server/http/api.ts';
import { useRun } from '../api/runs.ts';
import { moneyOf } from '../show/amount.ts';
import { instantOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { en } from '../text/en.ts';
import { Decision } from './Decision.tsx';
import { dueOf } from './due.ts';
import { Facts } from './Facts.tsx';
import { Moves } from './Moves.tsx';

/** Splits what was handed over into its one telling sentence and the rest. */
function parted(data: Json | undefined): { sentence: string | undefined; rest: Json | undefined } {
  if (typeof data === 'string') return { sentence: data, rest: undefined };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { sentence: undefined, rest: data };
  const { sentence, ...rest } = data;
  return typeof sentence === 'string' ? { sentence, rest } : { sentence: undefined, rest: data };
}

/** One task: what it is about in the middle, the decision to the right. */
export function TaskWork({ task, onDone }: { task: TaskInfo; onDone: () => void }) {
  const run = useRun(task.runId).data;
  const now = useNow();
  const due = dueOf(task, now);
  const { sentence, rest } = parted(task.data);
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
          <span className="tag">{task.assignee ? en.inbox.forWhom(task.assignee) : task.role}</span>
          {task.status !== 'completed' && task.due ? (
            <span className="work-due" data-tone={due.tone} title={instantOf(task.due)}>
              <Clock size={14} aria-hidden />
              {due.words}
            </span>
          ) : null}
        </header>
        <Moves task={task} />
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
      <Decision task={task} onDone={onDone} />
    </>
  );
}
