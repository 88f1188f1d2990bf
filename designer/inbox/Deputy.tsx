import { Button, Modal, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { UserRoundCog } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useDeputy, useNameDeputy } from '../api/tasks.ts';
import { momentOf } from '../show/moment.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.inbox.deputy;
const dateIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Over the list: whom I stand in for, and who stands in for me. */
export function DeputyBanner({ tasks }: { tasks: number }) {
  const deputy = useDeputy().data;
  const end = useNameDeputy();
  if (!deputy || (deputy.for.length === 0 && !deputy.mine)) return null;
  return (
    <div className="deputy-banner">
      {deputy.for.length > 0 ? (
        <p>
          {words.actFor(deputy.for.map(({ name }) => name).join(', '))}{' '}
          <Link to="/inbox" search={{ view: 'deputy' }}>
            {words.theirs(tasks)}
          </Link>
        </p>
      ) : null}
      {deputy.mine ? (
        <p>
          {words.mine(deputy.mine.name, momentOf(deputy.mine.from), momentOf(deputy.mine.until))}{' '}
          <Button size="xs" loading={end.isPending} onClick={() => end.mutate(undefined, { onSuccess: () => say(words.ended), onError: sayRefused })}>
            {words.end}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

/** Names who sees and may take my tasks while I am away. */
export function NameDeputy() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" leftSection={<UserRoundCog size={14} />} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      {isOpen ? <DeputyDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function DeputyDialog({ onClose }: { onClose: () => void }) {
  const name = useNameDeputy();
  const [email, setEmail] = useState('');
  const [from, setFrom] = useState(() => dateIn(0));
  const [until, setUntil] = useState(() => dateIn(14));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ask = { email: email.trim(), from: new Date(`${from}T00:00:00`).toISOString(), until: new Date(`${until}T23:59:59`).toISOString() };
    name.mutate(ask, {
      onSuccess: ({ mine }) => {
        say(words.named(mine?.name ?? email));
        onClose();
      },
      onError: sayRefused,
    });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="reason" onSubmit={submit}>
        <p className="hint">{words.what}</p>
        <TextInput data-autofocus type="email" label={words.email} value={email} maxLength={254} onChange={(event) => setEmail(event.currentTarget.value)} />
        <div className="deputy-days">
          <TextInput type="date" label={words.from} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label={words.until} value={until} min={from} onChange={(event) => setUntil(event.currentTarget.value)} />
        </div>
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.keep}</Button>
          <Button type="submit" variant="filled" loading={name.isPending} disabled={email.trim() === '' || from === '' || until === ''}>
            {words.go}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
