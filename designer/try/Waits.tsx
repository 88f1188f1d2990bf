import { Button } from '@mantine/core';
import { Circle, CircleCheck, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import type { TryAnswer, TryWait } from '../../server/http/api.ts';
import { AnswerForm } from '../inbox/AnswerForm.tsx';
import { useAnswer } from '../inbox/use-answer.ts';
import { tryWords as words } from '../text/en/try.ts';
import { SendSignal } from './SendSignal.tsx';
import type { Trial } from './use-try.ts';
import { virtualMoment } from './virtual-moment.ts';

/** What a step waits for: signals to send, a task to answer, a deadline to jump to. */
export function Waits({ trial, wait, answer }: { trial: Trial; wait: TryWait; answer: TryAnswer }) {
  // A task of its own listens to what moves it; a chase beside a wait does not hide what is waited for.
  const signals = wait.task && wait.needs === undefined ? [] : wait.signals;
  const needed = signals.filter(({ ends }) => !ends).length;
  const [sending, setSending] = useState<string>();
  return (
    <section className="try-waits">
      {signals.length > 0 && <h3>{sayNeeded(wait.needs, needed)}</h3>}
      <ul>
        {signals.map((signal) => (
          <SignalRow key={signal.name} signal={signal} onSend={() => trial.move({ do: 'signal', name: signal.name })} onData={() => setSending(signal.name)} />
        ))}
      </ul>
      {wait.task && <Task trial={trial} node={wait.node} task={wait.task} />}
      <Until wait={wait} deadline={deadlineOf(wait, answer)} onJump={(to) => trial.move({ do: 'next', after: Date.parse(to) - Date.parse(answer.at) })} />
      {sending !== undefined && (
        <SendSignal
          name={sending}
          onSend={(data) => {
            trial.move({ do: 'signal', name: sending, data });
            setSending(undefined);
          }}
          onClose={() => setSending(undefined)}
        />
      )}
    </section>
  );
}

function Until({ wait, deadline, onJump }: { wait: TryWait; deadline: string | undefined; onJump: (to: string) => void }) {
  if (wait.until === undefined) return null;
  const isReminder = !wait.deadline && (wait.needs !== undefined || wait.task !== undefined);
  return (
    <p className="try-until">
      {!wait.deadline && `${(isReminder ? words.reminder : words.until)(virtualMoment(wait.until))} `}
      {deadline !== undefined && (
        <>
          {words.deadline(virtualMoment(deadline))}{' '}
          <button type="button" className="try-link" onClick={() => onJump(deadline)}>
            {words.toDeadline}
          </button>{' '}
          {words.seeTimeout}
        </>
      )}
    </p>
  );
}

/** A reminder may come before it: then it stands further ahead. */
const deadlineOf = ({ node, until, deadline }: TryWait, { coming }: TryAnswer): string | undefined =>
  deadline ? until : coming.find((moment) => moment.kind === 'deadline' && moment.node === node)?.at;

const sayNeeded = (needs: TryWait['needs'], count: number): string =>
  needs === undefined ? words.signalsAlso : count < 2 ? words.signals : needs === 'all' ? words.signalsAll(count) : words.signalsAny;

interface SignalRowProps {
  signal: TryWait['signals'][number];
  onSend: () => void;
  onData: () => void;
}

function SignalRow({ signal: { name, seen, coming, ends }, onSend, onData }: SignalRowProps) {
  const Icon = seen ? CircleCheck : ends ? CircleSlash : Circle;
  return (
    <li>
      <Icon size={16} aria-hidden color={seen ? 'var(--completed)' : 'var(--text-3)'} />
      <span className="try-signal">
        <span className="mono">{name}</span>
        <span>
          {seen ? virtualMoment(seen) : coming ? words.coming(virtualMoment(coming)) : ends ? words.ends : words.notYet}
          {!seen && (
            <button type="button" className="try-link" aria-label={words.sendWithOf(name)} onClick={onData}>
              {words.sendWith}
            </button>
          )}
        </span>
      </span>
      {!seen && (
        <Button aria-label={words.sendOf(name)} onClick={onSend}>
          {words.send}
        </Button>
      )}
    </li>
  );
}

function Task({ trial, node, task }: { trial: Trial; node: string; task: NonNullable<TryWait['task']> }) {
  const answer = useAnswer(task.form);
  return (
    <div className="try-task">
      <h3>{task.title}</h3>
      <p className="hint">
        {words.task(task.role)}
        {task.fourEyes ? `. ${words.taskFourEyes}` : ''}
      </p>
      <AnswerForm answer={answer} go={words.taskGo} sending={trial.isPlaying} onSend={(data) => trial.move({ do: 'answer', node, data })} />
    </div>
  );
}
