import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { form as words } from '../../text/en/form.ts';
import { isFree } from '../rename.ts';

/** A name that others refer to: it changes when it is left, and only to one that is free. */
export function NameInput({ name, taken, label, onRename }: { name: string; taken: object; label: string; onRename: (name: string) => void }) {
  const [text, setText] = useState(name);
  const isBad = text !== name && !isFree(text, taken);
  const leave = () => {
    if (text === name) return;
    if (isBad) setText(name);
    else onRename(text);
  };
  return (
    <TextInput
      className="form-name"
      aria-label={label}
      variant="unstyled"
      value={text}
      spellCheck={false}
      error={isBad ? words.bad.taken : undefined}
      onChange={(event) => setText(event.currentTarget.value.trim().toLowerCase())}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
