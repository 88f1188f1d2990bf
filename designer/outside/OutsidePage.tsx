import { Button } from '@mantine/core';
import { CircleCheck, CircleX, Clock, Link2Off } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { OutsideTask } from '../../server/http/api.ts';
import { useOutsideAnswer, useOutsideTask } from '../api/outside.ts';
import { AnswerForm } from '../inbox/AnswerForm.tsx';
import { Facts } from '../inbox/Facts.tsx';
import { useAnswer } from '../inbox/use-answer.ts';
import { Loom } from '../shell/Loom.tsx';
import { dayOf, momentOf } from '../show/moment.ts';
import { outside as words } from '../text/en/outside.ts';
import { endingOf } from './ending.ts';
import './outside.css';

/** The one page of somebody without an account: what is asked, the form, and what became of it. */
export default function OutsidePage({ token }: { token: string }) {
  const task = useOutsideTask(token);
  useEffect(() => {
    document.title = task.data?.title ?? words.title;
  }, [task.data]);
  const ending = endingOf(task.error);
  return (
    <div className="outside">
      <header className="outside-bar">
        <Loom size={22} />
      </header>
      <main className="outside-main">
        {task.isPending ? null : task.data ? (
          <Question token={token} task={task.data} />
        ) : ending ? (
          <End icon={<Link2Off size={26} aria-hidden />} {...ending} />
        ) : (
          <End icon={<CircleX size={26} color="var(--parked)" aria-hidden />} title={words.failedTitle} text={words.failed}>
            <Button size="md" onClick={() => void task.refetch()}>
              {words.again}
            </Button>
          </End>
        )}
      </main>
    </div>
  );
}

function Question({ token, task }: { token: string; task: OutsideTask }) {
  const answer = useAnswer(task.form);
  const send = useOutsideAnswer(token);
  if (send.isSuccess) {
    return (
      <End
        icon={<CircleCheck size={26} color="var(--completed)" aria-hidden />}
        title={words.doneTitle}
        text={send.data.needsSecondPerson ? words.doneSecond : words.done}
      />
    );
  }
  const ending = endingOf(send.error);
  if (ending) return <End icon={<Link2Off size={26} aria-hidden />} {...ending} />;
  return (
    <>
      <div className="outside-head">
        <p className="quiet">{words.for(task.for)}</p>
        <h1>{task.title}</h1>
        {task.due ? (
          <p className="outside-due">
            <Clock size={14} aria-hidden />
            {words.due(momentOf(task.due))}
          </p>
        ) : null}
      </div>
      {task.data === undefined || task.data === null ? null : (
        <section className="card" aria-label={words.about}>
          <div className="card-body">{typeof task.data === 'string' ? <p>{task.data}</p> : <Facts value={task.data} />}</div>
        </section>
      )}
      <section className="outside-form" aria-label={words.ask}>
        {send.isError && Object.keys(answer.errors).length === 0 ? (
          <p className="callout" data-tone="parked" role="alert">
            {words.notSent}
          </p>
        ) : null}
        <AnswerForm
          answer={answer}
          go={words.confirm}
          sending={send.isPending}
          onSend={(given) => send.mutate(given, { onError: (error) => void answer.refuse(error) })}
        />
        <p className="hint">{words.until(dayOf(task.expires))}</p>
      </section>
    </>
  );
}

/** Nothing more to do here, and why; the words have the focus, so that they are read out. */
function End({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="outside-end">
      {icon}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>{text}</p>
      {children}
    </div>
  );
}
