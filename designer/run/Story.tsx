import { useEffect, useRef } from 'react';
import type { RunDetail, StepInfo } from '../../server/http/api.ts';
import { spanOf } from '../show/moment.ts';
import { StatusIcon } from '../show/Status.tsx';
import { When } from '../show/When.tsx';
import { run as words } from '../text/en/run.ts';
import { Todo } from './Todo.tsx';
import { WaitingFor } from './WaitingFor.tsx';

export interface StoryProps {
  run: RunDetail;
  steps: readonly StepInfo[];
  selected: string | undefined;
  onSelect: (step: string) => void;
  onRetry: () => void;
  onSkip: () => void;
}

/** What happened, step by step, one sentence each; what waits says for what. */
export function Story({ run, steps, selected, onSelect, onRetry, onSkip }: StoryProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => showIn(list.current, selected), [selected]);
  return (
    <section className="card run-story" aria-label={words.happened}>
      <div className="card-head">
        <h2>{words.happened}</h2>
        <span className="quiet num push">{words.steps(steps.length)}</span>
      </div>
      <div className="run-story-scroll" ref={list}>
        <ol className="story">
          {steps.map((step) => (
            <li key={step.id} data-step={step.id} data-status={step.status} data-current={step.id === selected || undefined}>
              <span className="story-mark">
                <StatusIcon status={step.status} />
              </span>
              <div>
                <button type="button" className="story-step" aria-current={step.id === selected ? 'step' : undefined} onClick={() => onSelect(step.id)}>
                  <span className="hint">
                    <When at={step.startedAt} />
                    {tookOf(step) ? <span className="num">, {tookOf(step)}</span> : null}
                  </span>
                  <StepWords step={step} />
                </button>
                <StepEvidence run={run} step={step} />
              </div>
            </li>
          ))}
        </ol>
      </div>
      {run.status === 'parked' ? <Todo run={run} isTold={steps.some((step) => step.error?.message === run.reason)} onRetry={onRetry} onSkip={onSkip} /> : null}
    </section>
  );
}

/** The step's sentence: its title stands out, what came of it stands below. */
function StepWords({ step }: { step: StepInfo }) {
  const rest = step.story.startsWith(step.title) ? step.story.slice(step.title.length).replace(/^[:,\s]+/, '') : undefined;
  return (
    <>
      <span className="story-words">{rest === undefined ? step.story : step.title}</span>
      {rest ? <span className="story-rest">{rest}</span> : null}
    </>
  );
}

function StepEvidence({ run, step }: { run: RunDetail; step: StepInfo }) {
  const last = step.attempts.at(-1);
  return (
    <>
      {last ? (
        <p className="hint">
          {words.failedTries(step.attempts.length)}
          {last.error.message === step.error?.message ? '' : `: ${last.error.message}`}
        </p>
      ) : null}
      {step.revision > 0 ? <p className="hint">{words.revision(step.revision)}</p> : null}
      {step.status === 'waiting' ? <WaitingFor run={run} step={step} /> : null}
    </>
  );
}

/** Brings a step into view inside its list, never by moving the page. */
function showIn(list: HTMLElement | null, step: string | undefined): void {
  const row = step === undefined ? null : list?.querySelector<HTMLElement>(`[data-step="${CSS.escape(step)}"]`);
  if (!list || !row || list.scrollHeight <= list.clientHeight) return;
  const { top, bottom } = row.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) list.scrollTop += top - frame.top - Math.max(0, (frame.height - (bottom - top)) / 2);
}

/** How long a step took; nothing for what took no time worth telling. */
function tookOf(step: StepInfo): string | undefined {
  if (step.endedAt === undefined) return undefined;
  const ms = Date.parse(step.endedAt) - Date.parse(step.startedAt);
  return ms > 0 ? spanOf(ms) : undefined;
}
