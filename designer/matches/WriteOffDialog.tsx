import { Button, Modal, TextInput } from '@mantine/core';
import { CircleDot } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { fromMinor } from '../../flows/money.ts';
import { moneyOf } from '../show/amount.ts';
import { matches as words } from '../text/en/matches.ts';
import { en } from '../text/en.ts';
import '../act/act.css';

/** Asks why an amount is given up; usual reasons are one click. */
export function WriteOffDialog({ gap, currency, onGo, onClose }: { gap: bigint; currency: string; onGo: (reason: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onGo(reason.trim());
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.writeOffTitle(moneyOf(fromMinor(gap < 0n ? -gap : gap, currency)))}
      size={460}
      closeButtonProps={{ 'aria-label': en.act.close }}
    >
      <form className="reason" onSubmit={submit}>
        <ul className="reason-what">
          {words.writeOffWhat.map((line) => (
            <li key={line}>
              <CircleDot size={14} aria-hidden />
              {line}
            </li>
          ))}
        </ul>
        <fieldset className="usual" aria-label={words.reasons}>
          {words.reasonList.map((usual) => (
            <Button key={usual} size="xs" aria-pressed={reason === usual} onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </fieldset>
        <TextInput
          data-autofocus
          label={en.act.reason}
          placeholder={en.act.reasonPlace}
          value={reason}
          maxLength={400}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.keep}</Button>
          <Button type="submit" variant="filled" disabled={reason.trim() === ''}>
            {words.writeOffGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
