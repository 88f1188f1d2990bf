import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { usePreflight, usePromote } from '../api/environments.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { ChangeList } from './ChangeList.tsx';
import { ProblemList } from './ProblemList.tsx';
import type { Way } from './ways.ts';

const words = en.environments;

/** What a version would find in the other environment, what changes there, and the one button that moves it. */
export function PromoteDialog({ flowId, title, way, onClose }: { flowId: string; title: string; way: Way; onClose: () => void }) {
  const preflight = usePreflight(flowId, way);
  const promote = usePromote(flowId);
  const [message, setMessage] = useState('');
  const found = preflight.data;
  const lacks = found?.problems.filter(({ severity }) => severity !== 'warning').length ?? 0;
  const isSame = found !== undefined && found.replaces?.version === found.version;
  const isReady = found !== undefined && lacks === 0 && !isSame && message.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    promote.mutate(
      { from: way.from, to: way.to, version: found.version, message: message.trim() },
      {
        onSuccess: ({ number }) => {
          say(words.done(title, number, way.toTitle));
          onClose();
        },
        onError: (error) => {
          sayRefused(error);
          void preflight.refetch();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={words.dialog(title, way.toTitle)} size={560} closeButtonProps={{ 'aria-label': en.act.close }}>
      {preflight.isError ? (
        <PanelError title={words.preflightFailed} error={preflight.error} onAgain={() => void preflight.refetch()} />
      ) : !found ? (
        <Bones rows={5} />
      ) : (
        <form className="promote" onSubmit={submit}>
          <section aria-label={words.preflight}>
            <div className="promote-head">
              <h2>{words.preflight}</h2>
              <Button size="xs" variant="subtle" loading={preflight.isFetching} onClick={() => void preflight.refetch()}>
                {words.again}
              </Button>
            </div>
            <ProblemList problems={found.problems} flowId={flowId} way={way} onLeave={onClose} />
          </section>
          <section aria-label={words.changes}>
            <h2>{words.changes}</h2>
            <ul className="promote-facts">
              <li>{isSame ? words.same(found.number) : words.takes(found.number, found.replaces?.number)}</li>
              <li>{words.newOrders}</li>
              <li>{words.staying(found.open)}</li>
            </ul>
            {found.replaces ? <ChangeList changes={found.changes} /> : <p className="hint">{words.allNew(found.changes.added.length)}</p>}
          </section>
          <TextInput
            data-autofocus
            label={words.message}
            placeholder={words.messagePlace}
            value={message}
            maxLength={400}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          <div className="reason-acts">
            <Button onClick={onClose}>{words.keep}</Button>
            <Button type="submit" variant="filled" loading={promote.isPending} disabled={!isReady}>
              {words.go(title, found.number, way.toTitle)}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
