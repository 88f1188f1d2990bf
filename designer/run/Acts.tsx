import type { RunDetail, StepInfo, UndoInfo } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useRunAct } from '../api/runs.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { run as words } from '../text/en/run.ts';
import { stoppedAt } from './path-of.ts';
import { RetryDialog } from './RetryDialog.tsx';
import { nameOf } from './RunHead.tsx';
import { SignalDialog } from './SignalDialog.tsx';

export type Act = 'cancel' | 'retry' | 'skip' | 'signal';

/** What a cancel undoes, or leaves done where undoing has stopped. */
function cancelWords(run: RunDetail): { title: string; what: readonly string[]; go: string } {
  const named = (...which: UndoInfo['status'][]) => run.undo.filter(({ status }) => which.includes(status)).map(({ title }) => title);
  const stopped = named('failed', 'next');
  if (stopped.length > 0) return { title: words.leaveTitle(nameOf(run)), what: words.leaveWhat(stopped), go: words.leaveGo };
  const undone = named('possible');
  if (undone.length === 0) return { title: words.cancelTitle(nameOf(run)), what: words.cancelWhat, go: words.cancelGo };
  return { title: words.cancelTitle(nameOf(run)), what: [words.cancelUndo(undone), words.cancelRest], go: words.cancelUndoGo };
}

/** The dialog of the act chosen; each says what it does before it is done, and asks why. */
export function Acts({ run, steps, act, onClose }: { run: RunDetail; steps: readonly StepInfo[]; act: Act; onClose: () => void }) {
  const doing = useRunAct(run.id);
  const step = stoppedAt(steps);
  const done = (message: string) => {
    say(message);
    onClose();
  };
  const go = (ask: Parameters<typeof doing.mutate>[0], message: string) => doing.mutate(ask, { onSuccess: () => done(message), onError: sayRefused });

  switch (act) {
    case 'signal':
      return <SignalDialog run={run} onClose={onClose} />;
    case 'cancel':
      return (
        <ReasonDialog
          {...cancelWords(run)}
          danger
          busy={doing.isPending}
          onClose={onClose}
          onGo={(reason) =>
            doing.mutate({ act, reason }, { onSuccess: (answer) => done(words.cancelAnswer[answer?.result ?? 'pending']), onError: sayRefused })
          }
        />
      );
    case 'skip':
      return (
        <ReasonDialog
          title={words.skipTitle(step?.title ?? nameOf(run))}
          what={words.skipWhat}
          go={words.skipGo}
          busy={doing.isPending}
          onClose={onClose}
          onGo={(reason) => go({ act, reason, ...(step ? { step: step.id } : {}) }, words.didSkip)}
        />
      );
    case 'retry':
      return (
        <RetryDialog
          name={nameOf(run)}
          step={step}
          busy={doing.isPending}
          onClose={onClose}
          onGo={(reason, patch) => go({ act, reason, ...(step ? { from: step.id } : {}), ...(patch ? { patch } : {}) }, words.didRetry)}
        />
      );
  }
}
