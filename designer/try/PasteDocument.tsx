import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Pin } from '../expression/pinned-sample.ts';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';
import { readJson } from './read-json.ts';

/** Takes any document as the order on trial. */
export function PasteDocument({ onChoose, onClose }: { onChoose: (pin: Pin) => void; onClose: () => void }) {
  const [name, setName] = useState<string>(words.pasted);
  const [text, setText] = useState('');
  const body = readJson(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body !== undefined) onChoose({ kind: 'json', name: name.trim() || words.pasted, body });
  };
  return (
    <Modal opened onClose={onClose} title={words.pasteTitle} size={560} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="try-form" onSubmit={submit}>
        <Textarea
          data-autofocus
          className="try-code"
          label={words.pasteText}
          value={text}
          error={text !== '' && body === undefined ? words.pasteBad : undefined}
          autosize
          minRows={8}
          maxRows={16}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput label={words.pasteName} value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} />
        <div className="try-form-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" disabled={body === undefined}>
            {words.pasteGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
