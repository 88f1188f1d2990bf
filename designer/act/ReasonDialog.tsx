import { Button, Modal, TextInput } from '@mantine/core';
import { CircleDot } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { en } from '../text/en.ts';
import './act.css';

export interface ReasonDialogProps {
  title: string;
  /** What will happen and what will not, one line each, said before the click. */
  what: readonly string[];
  go: string;
  keep?: string;
  danger?: boolean;
  busy: boolean;
  onGo: (reason: string) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks for the reason of an act before it is done; the reason goes to the audit. */
export function ReasonDialog({ title, what, go, keep = en.act.keep, danger = false, busy, onGo, onClose, children }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onGo(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="reason" onSubmit={submit}>
        <ul className="reason-what">
          {what.map((line) => (
            <li key={line}>
              <CircleDot size={14} aria-hidden />
              {line}
            </li>
          ))}
        </ul>
        {children}
        <TextInput
          data-autofocus
          label={en.act.reason}
          placeholder={en.act.reasonPlace}
          value={reason}
          maxLength={400}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="reason-acts">
          <Button onClick={onClose}>{keep}</Button>
          <Button type="submit" {...(danger ? { className: 'danger' } : { variant: 'filled' as const })} loading={busy} disabled={reason.trim() === ''}>
            {go}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
