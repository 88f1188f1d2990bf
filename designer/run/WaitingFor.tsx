import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check, Clock, Hourglass, Send } from 'lucide-react';
import type { RunDetail, StepInfo } from '../../server/http/api.ts';
import { useSignal } from '../api/runs.ts';
import { instantOf, momentOf, spanOf } from '../show/moment.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { useNow } from '../show/use-now.ts';
import { run as words } from '../text/en/run.ts';

/** Names that end a wait instead of filling it. */
const endsOf = (run: RunDetail, step: StepInfo): Set<unknown> => {
  const unless = run.drawing.nodes[step.node]?.config?.['unless'];
  return new Set(Array.isArray(unless) ? unless : []);
};

/** What a waiting step waits for: signals that came and those that did not, the deadline, or a person. */
export function WaitingFor({ run, step }: { run: RunDetail; step: StepInfo }) {
  const send = useSignal(run.id);
  const wait = step.waitingFor;
  if (!wait) return null;
  const ends = endsOf(run, step);
  const key = run.keys[0];
  const cameAt = (name: string) => run.signals.findLast((signal) => signal.name === name && signal.taken)?.at;
  const go = (name: string) => key && send.mutate({ name, key, data: {} }, { onSuccess: () => say(words.didSignal(name)), onError: sayRefused });
  const wanted = wait.signals.filter((name) => !ends.has(name));
  const ending = wait.signals.filter((name) => ends.has(name));
  return (
    <div className="waits">
      {wanted.length > 0 ? (
        <ul>
          {wanted.map((name) => {
            const at = cameAt(name);
            const seen = wait.seen.includes(name);
            return (
              <li key={name}>
                {seen ? <Check size={14} color="var(--completed)" aria-hidden /> : <Hourglass size={14} color="var(--waiting)" aria-hidden />}
                <span>
                  {name} <span className="quiet">{seen ? (at ? words.seen(momentOf(at)) : words.seenPlain) : words.missing}</span>
                </span>
                {seen || !key ? null : (
                  <Button
                    size="xs"
                    leftSection={<Send size={12} />}
                    aria-label={`${words.sendNow}: ${name}`}
                    loading={send.isPending && send.variables.name === name}
                    disabled={!run.can.signal}
                    onClick={() => go(name)}
                  >
                    {words.sendNow}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
      {ending.length > 0 ? (
        <p className="hint">
          {words.ends}: {ending.join(', ')}
        </p>
      ) : null}
      {wait.until ? <Until at={wait.until} reminds={run.drawing.nodes[step.node]?.config?.['remind'] !== undefined} /> : null}
      {wait.task ? (
        <Link to="/inbox" search={{ task: wait.task }} className="waits-task">
          {words.toTask}
        </Link>
      ) : null}
    </div>
  );
}

/** When the wait ends or speaks up by itself, relative and absolute. */
function Until({ at, reminds }: { at: string; reminds: boolean }) {
  const left = Date.parse(at) - useNow(1_000);
  const say = left < 0 ? words.deadlinePassed : reminds ? words.reminder : words.deadline;
  return (
    <p className="deadline num" title={instantOf(at)}>
      <Clock size={13} aria-hidden />
      {say(spanOf(Math.floor(Math.abs(left) / 1_000) * 1_000), momentOf(at))}
    </p>
  );
}
