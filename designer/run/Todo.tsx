import { Button } from '@mantine/core';
import type { RunDetail } from '../../server/http/api.ts';
import { run as words } from '../text/en/run.ts';
import { Mend } from './Mend.tsx';

/** In every parked run: the cause and at most two ways out. The cause is left out where the story tells it already. */
export function Todo({ run, isTold, onRetry, onSkip }: { run: RunDetail; isTold: boolean; onRetry: () => void; onSkip: () => void }) {
  return (
    <div className="todo" role="note">
      <h3>{words.todo}</h3>
      {run.reason && !isTold ? (
        <p>
          {run.reason}
          {run.code ? <span className="mono todo-code"> {run.code}</span> : null}
        </p>
      ) : null}
      <Mend run={run} />
      <p>{words.parkedRetry}</p>
      <p>{words.parkedSkip}</p>
      <div className="todo-acts">
        <Button disabled={!run.can.retry} onClick={onRetry}>
          {words.acts.retry}
        </Button>
        <Button disabled={!run.can.skip} onClick={onSkip}>
          {words.acts.skip}
        </Button>
      </div>
    </div>
  );
}
