import { Button, Modal, TextInput } from '@mantine/core';
import { Copy, Link2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { TaskInfo, TaskLinkMade } from '../../server/http/api.ts';
import { useMakeLink, useRevokeLink, useTaskLinks } from '../api/tasks.ts';
import { dayOf } from '../show/moment.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.inbox.link;
const dayMs = 86_400_000;
const dateIn = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** Makes a link by which somebody without an account answers this task once, and takes links back. */
export function LinkDialog({ task, onClose }: { task: TaskInfo; onClose: () => void }) {
  const [name, setName] = useState('');
  const [until, setUntil] = useState(() => dateIn(14));
  const [made, setMade] = useState<TaskLinkMade>();
  const make = useMakeLink(task.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && until !== '')
      make.mutate({ for: name.trim(), expires: new Date(`${until}T23:59:59`).toISOString() }, { onSuccess: setMade, onError: sayRefused });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} size={480} closeButtonProps={{ 'aria-label': en.act.close }}>
      <div className="reason">
        <p className="hint">{words.what}</p>
        {made ? (
          <Made link={made} />
        ) : (
          <form className="link-form" onSubmit={submit}>
            <TextInput
              data-autofocus
              label={words.for}
              placeholder={words.forPlace}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={words.until}
              type="date"
              value={until}
              min={dateIn(0)}
              max={dateIn(89)}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
            <Button type="submit" variant="filled" leftSection={<Link2 size={14} />} loading={make.isPending} disabled={name.trim() === '' || until === ''}>
              {words.make}
            </Button>
          </form>
        )}
        <Known task={task} />
      </div>
    </Modal>
  );
}

/** Shown this once: to copy, or to read out. */
function Made({ link }: { link: TaskLinkMade }) {
  const copy = () => navigator.clipboard.writeText(link.url).then(() => say(words.copied), sayRefused);
  return (
    <div className="link-made">
      <TextInput
        label={words.made(link.for, dayOf(link.expires))}
        description={words.once}
        readOnly
        value={link.url}
        onFocus={(event) => event.currentTarget.select()}
        data-autofocus
      />
      <Button variant="filled" leftSection={<Copy size={14} />} onClick={() => void copy()}>
        {words.copy}
      </Button>
    </div>
  );
}

function Known({ task }: { task: TaskInfo }) {
  const links = useTaskLinks(task.id).data ?? [];
  const revoke = useRevokeLink(task.id);
  if (links.length === 0) return null;
  return (
    <section aria-label={words.known}>
      <h3>{words.known}</h3>
      <ul className="link-list">
        {links.map((link) => (
          <li key={link.id}>
            <span>
              {link.for} <span className="quiet">{link.by ? words.by(link.by) : words.byFlow}</span>
            </span>
            <span className="hint">{link.status === 'open' ? words.openUntil(dayOf(link.expires)) : words.status[link.status]}</span>
            {link.status === 'open' ? (
              <Button
                size="xs"
                aria-label={`${words.revoke}: ${link.for}`}
                loading={revoke.isPending && revoke.variables === link.id}
                onClick={() => revoke.mutate(link.id, { onSuccess: () => say(words.revoked(link.for)), onError: sayRefused })}
              >
                {words.revoke}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
