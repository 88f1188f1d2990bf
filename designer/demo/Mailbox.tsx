import { Button } from '@mantine/core';
import { FileCode2, FileText, Mail as MailIcon } from 'lucide-react';
import { type Mail, mailFile, useMails, useStatementAgain } from '../api/demo.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { When } from '../show/When.tsx';
import { Empty } from '../states/Empty.tsx';
import { demo as words } from '../text/en/demo.ts';

const most = 20;

/** What left by mail, with its files to open; and the bank, which may tell its day once more. */
export function Mailbox() {
  const mails = useMails().data?.items ?? [];
  const again = useStatementAgain();
  return (
    <section className="card" aria-label={words.mails}>
      <div className="card-head">
        <h2>{words.mails}</h2>
        <span className="hint">{words.mailsHint}</span>
      </div>
      {mails.length === 0 ? (
        <Empty kind="first" icon={MailIcon} title={words.mailsNone}>
          {words.mailsNoneText}
        </Empty>
      ) : (
        <ul className="placed">
          {mails.slice(0, most).map((mail) => (
            <MailRow key={mail.id} mail={mail} />
          ))}
        </ul>
      )}
      <div className="mail-foot placed-acts">
        <Button size="xs" loading={again.isPending} onClick={() => again.mutate(undefined, { onSuccess: () => say(words.statementSent), onError: sayRefused })}>
          {words.statementAgain}
        </Button>
      </div>
    </section>
  );
}

function MailRow({ mail: { id, at, to, subject, files } }: { mail: Mail }) {
  return (
    <li>
      <div className="placed-head">
        <strong>{subject}</strong>
        <span className="hint">
          <When at={at} />
        </span>
      </div>
      <p className="quiet">{words.mailTo(to.join(', '))}</p>
      <div className="mail-files">
        {files.map(({ name, type }) => (
          <a key={name} className="run-link" href={mailFile(id, name)} target="_blank" rel="noreferrer" aria-label={words.openFile(name, subject)}>
            {type === 'application/pdf' ? <FileText size={14} aria-hidden /> : <FileCode2 size={14} aria-hidden />}
            {name}
          </a>
        ))}
      </div>
    </li>
  );
}
