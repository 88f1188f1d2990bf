import { Button } from '@mantine/core';
import { Users } from 'lucide-react';
import { useState } from 'react';
import type { TaskInfo } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useTaskAct } from '../api/tasks.ts';
import { momentOf } from '../show/moment.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { Facts } from './Facts.tsx';

/** What the first of two answered, and the second person's two ways: it counts, or it goes back. */
export function SecondPerson({ task, first, onDone }: { task: TaskInfo; first: NonNullable<TaskInfo['first']>; onDone: () => void }) {
  const act = useTaskAct(task.id);
  const [isRefusing, setRefusing] = useState(false);
  const mayConfirm = task.can.includes('confirm');
  const title = `${task.title}, ${task.key}`;
  const send = (ask: Parameters<typeof act.mutate>[0], done: string) =>
    act.mutate(ask, {
      onSuccess: () => {
        say(done);
        onDone();
      },
      onError: sayRefused,
    });
  return (
    <>
      <div className="callout">
        <Users size={16} aria-hidden />
        <div>
          <strong>{en.inbox.fourEyes}</strong>
          <p>{en.inbox.firstAnswered(first.for ? en.inbox.inStead(first.by, first.for) : first.by, momentOf(first.at))}</p>
          <p className="hint">{mayConfirm ? en.inbox.secondYou : en.inbox.secondNotYou}</p>
        </div>
      </div>
      <Facts value={first.answer} />
      {mayConfirm ? (
        <div className="task-acts">
          <Button
            variant="filled"
            size="md"
            fullWidth
            loading={act.isPending}
            onClick={() => send({ act: 'confirm', agree: true }, en.inbox.didConfirm(title))}
          >
            {en.inbox.confirm}
          </Button>
          <Button size="md" fullWidth disabled={act.isPending} onClick={() => setRefusing(true)}>
            {en.inbox.sendBack}
          </Button>
        </div>
      ) : null}
      {isRefusing ? (
        <ReasonDialog
          title={en.inbox.sendBackTitle(first.by)}
          what={en.inbox.sendBackWhat}
          go={en.inbox.sendBackGo}
          busy={act.isPending}
          onGo={(reason) => send({ act: 'confirm', agree: false, reason }, en.inbox.didSendBack(first.by))}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </>
  );
}
