import { Button, TextInput } from '@mantine/core';
import { tables as words } from '../text/en/tables.ts';

interface SaveBarProps {
  message: string;
  onMessage(message: string): void;
  isChanged: boolean;
  /** What is entered may be kept. */
  isSound?: boolean;
  busy: boolean;
  discard(): void;
}

/** The end of a form: what changes in words, then keep it or not. */
export function SaveBar({ message, onMessage, isChanged, isSound = true, busy, discard }: SaveBarProps) {
  return (
    <>
      <TextInput
        aria-label={words.message}
        placeholder={words.messagePlace}
        maxLength={400}
        value={message}
        onChange={(event) => onMessage(event.currentTarget.value)}
      />
      <span className="hint" role="status">
        {isChanged ? words.changed : ''}
      </span>
      <Button disabled={!isChanged} onClick={discard}>
        {words.discard}
      </Button>
      <Button type="submit" variant="filled" disabled={!isChanged || !isSound} loading={busy}>
        {words.save}
      </Button>
    </>
  );
}
