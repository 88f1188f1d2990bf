import { Autocomplete, Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Json, RunDetail } from '../../server/http/api.ts';
import { useSignal } from '../api/runs.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { run as words } from '../text/en/run.ts';
import { en } from '../text/en.ts';

const read = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives nothing but JSON
  } catch {
    return undefined;
  }
};

/** Sends a signal under one of the run's keys, from the names it listens to or any other. */
export function SignalDialog({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const send = useSignal(run.id);
  const [name, setName] = useState('');
  const [key, setKey] = useState(run.keys[0] ?? '');
  const [text, setText] = useState('{}');
  const data = read(text);
  const isReady = name.trim() !== '' && key.trim() !== '' && data !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const onSuccess = () => {
      say(words.didSignal(name.trim()));
      onClose();
    };
    send.mutate({ name: name.trim(), key: key.trim(), data }, { onSuccess, onError: sayRefused });
  };
  return (
    <Modal opened onClose={onClose} title={words.signalTitle} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="reason" onSubmit={submit}>
        <Autocomplete data-autofocus label={words.signalName} data={run.listensTo.filter((one) => one !== 'task.completed')} value={name} onChange={setName} />
        <Autocomplete label={words.signalKey} data={run.keys} value={key} onChange={setKey} />
        <Textarea
          className="retry-edit"
          label={words.signalData}
          value={text}
          error={data === undefined ? words.signalBad : undefined}
          autosize
          minRows={3}
          maxRows={10}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" loading={send.isPending} disabled={!isReady}>
            {words.signalGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
