import { Button, Drawer } from '@mantine/core';
import { FlaskConical, RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DeliveryInfo } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useReplay } from '../api/deliveries.ts';
import { useMe } from '../api/session.ts';
import { instantOf } from '../show/moment.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';
import { Answer } from './Answer.tsx';
import { DeliveryBody } from './DeliveryBody.tsx';
import { RunLinks } from './RunLinks.tsx';
import { SampleDialog } from './SampleDialog.tsx';

const words = en.deliveries;

/** One message in full: what was said to it, what it started, its body for admins, and taking it in again. */
export function DeliveryDrawer({ delivery, onClose }: { delivery: DeliveryInfo; onClose: () => void }) {
  const admin = useMe().data?.role === 'admin';
  const [asking, setAsking] = useState(false);
  const [sampling, setSampling] = useState(false);
  const isKept = admin && delivery.status < 400;
  const replay = useReplay(delivery.id);
  const facts: [string, ReactNode][] = [
    [words.columns.at, instantOf(delivery.at)],
    [words.columns.answer, <Answer key="answer" delivery={delivery} />],
    [words.columns.why, delivery.detail ?? (delivery.runs.length > 0 ? undefined : delivery.code)],
    [words.runs, delivery.runs.length > 0 ? <RunLinks key="runs" runs={delivery.runs} /> : undefined],
    [words.columns.endpoint, delivery.endpoint],
    [words.columns.event, delivery.event],
    [words.columns.key, delivery.key],
    [words.columns.size, words.bytes(delivery.bytes)],
    [words.code, delivery.code],
    [words.id, delivery.id],
  ];
  return (
    <Drawer opened onClose={onClose} position="right" size={560} title={delivery.event ?? delivery.endpoint} closeButtonProps={{ 'aria-label': en.act.close }}>
      <dl className="delivery-facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={name === words.id || name === words.code ? 'mono' : undefined}>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className="delivery-body-head">
        <h2>{words.body}</h2>
        {isKept ? (
          <div className="delivery-acts">
            <Button leftSection={<FlaskConical size={14} />} onClick={() => setSampling(true)}>
              {words.sample.ask}
            </Button>
            <Button leftSection={<RotateCcw size={14} />} onClick={() => setAsking(true)}>
              {words.replayAsk}
            </Button>
          </div>
        ) : null}
      </div>
      {isKept ? <DeliveryBody id={delivery.id} /> : <p className="hint">{admin ? words.bodyRefused : words.bodyAdmin}</p>}
      {sampling ? <SampleDialog delivery={delivery} onClose={() => setSampling(false)} /> : null}
      {asking ? (
        <ReasonDialog
          title={words.replayTitle}
          what={words.replayWhat}
          go={words.replayGo}
          busy={replay.isPending}
          onClose={() => setAsking(false)}
          onGo={(reason) =>
            replay.mutate(reason, {
              onSuccess: ({ runs }) => {
                setAsking(false);
                say(words.didReplay(runs.length));
              },
              onError: sayRefused,
            })
          }
        />
      ) : null}
    </Drawer>
  );
}
