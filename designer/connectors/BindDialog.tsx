import { Button, Modal, Radio, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AskedSlot, ConnectionInfo } from '../../server/http/api.ts';
import { useBind } from '../api/connections.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.connectors.slots;

/** Chooses what a slot means: for every flow, or for this one. */
export function BindDialog({
  asked,
  system,
  connections,
  environment,
  chosen,
  onClose,
}: {
  asked: AskedSlot;
  system: string;
  connections: ConnectionInfo[];
  environment: string;
  /** Connection to begin with. */
  chosen?: string;
  onClose: () => void;
}) {
  const fitting = connections.filter(({ connector }) => connector === asked.connector);
  const [connection, setConnection] = useState(chosen ?? asked.connection ?? (fitting.length === 1 ? (fitting[0]?.id ?? null) : null));
  const [scope, setScope] = useState(asked.own ? 'one' : 'every');
  const bind = useBind();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (connection === null) return;
    bind.mutate(
      { environment, slot: scope === 'one' ? `${asked.flow}.${asked.slot}` : asked.slot, connection },
      {
        onSuccess: () => {
          say(words.did(asked.slot, connections.find(({ id }) => id === connection)?.title ?? connection));
          onClose();
        },
        onError: sayRefused,
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={words.dialog(asked.slot)} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="bind" onSubmit={submit}>
        {fitting.length === 0 ? (
          <p>{words.noneOf(system)}</p>
        ) : (
          <>
            <Select
              label={words.connection}
              placeholder={words.choose}
              allowDeselect={false}
              data={fitting.map(({ id, title }) => ({ value: id, label: title }))}
              value={connection}
              onChange={setConnection}
            />
            <Radio.Group label={words.scope} value={scope} onChange={setScope}>
              <div className="bind-scope">
                <Radio value="every" label={words.every} />
                <Radio value="one" label={words.one(asked.flowTitle)} />
              </div>
            </Radio.Group>
            <p className="hint">{words.effect}</p>
          </>
        )}
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.keep}</Button>
          <Button type="submit" variant="filled" disabled={connection === null || fitting.length === 0} loading={bind.isPending}>
            {words.bind}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
