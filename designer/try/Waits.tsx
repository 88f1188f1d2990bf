import { Button } from '@mantine/core';
import { Circle, CircleCheck, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import type { TryWait } from '../../server/http/api.ts';
import { AnswerForm } from '../inbox/AnswerForm.tsx';
import { useAnswer } from '../inbox/use-answer.ts';
import { momentOf } from '../show/moment.ts';
import { tryWords as words } from '../text/en/try.ts';
import { SendSignal } from './SendSignal.tsx';
import type { Trial } from './use-try.ts';

/** What a step waits for: signals to send, a task to answer, a deadline to jump to. */
export function Waits({ trial, wait }: { trial: Trial; wait: TryWait }) {
  const signals = wait.task ? [] : wait.signals;
  const needed = signals.filter(({ ends }) => !ends).length;
  const [sending, setSending] = useState<string>();
  return (
    <section className="try-waits">
      {signals.length > 0 && <h3>{needed > 1 ? words.signalsAll(needed) : words.signals}</h3>}
      <ul>
        {signals.map((signal) => (
          <SignalRow key={signal.name} signal={signal} onSend={() => trial.move({ do: 'signal', name: signal.name })} onData={() => setSending(signal.name)} />
        ))}
      </ul>
      {wait.task && <Task trial={trial} node={wait.node} task={wait.task} />}
      {wait.until !== undefined && (
        <p className="try-until">
          {wait.deadline ? words.deadline(momentOf(wait.until)) : words.until(momentOf(wait.until))}{' '}
          {wait.deadline && (
            <>
              <button type="button" className="try-link" onClick={trial.jump}>
                {words.toDeadline}
              </button>{' '}
              {words.seeTimeout}
            </>
          )}
        </p>
      )}
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
          {seen ? momentOf(seen) : coming ? words.coming(momentOf(coming)) : ends ? words.ends : words.notYet}
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
