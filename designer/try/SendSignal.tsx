import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Json } from '../../server/http/api.ts';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';
import { readJson } from './read-json.ts';

/** A signal with what it carries. */
export function SendSignal({ name, onSend, onClose }: { name: string; onSend: (data: Json) => void; onClose: () => void }) {
  const [text, setText] = useState('{}');
  const data = readJson(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (data !== undefined) onSend(data);
  };
  return (
    <Modal opened onClose={onClose} title={words.sendTitle(name)} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="try-form" onSubmit={submit}>
        <Textarea
          data-autofocus
          className="try-code"
          label={words.sendData}
          value={text}
          error={data === undefined ? words.pasteBad : undefined}
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="try-form-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" disabled={data === undefined}>
            {words.sendGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
