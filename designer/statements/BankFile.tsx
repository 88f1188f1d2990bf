import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX, Copy, FileText, Hourglass, X } from 'lucide-react';
import type { StatementTaken } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { statements as words } from '../text/en/statements.ts';
import { en } from '../text/en.ts';
import { type ReadFile, removeFile } from './intake.ts';
import { PaymentOrders, PaymentStatuses } from './Reports.tsx';
import { isReady } from './ready.ts';
import { StatementCard } from './StatementCard.tsx';

/** One file: what it is, what is in it, and whether it is in the books. */
export function BankFile({ read, busy, onTake }: { read: ReadFile; busy: boolean; onTake: () => void }) {
  const { key, file, answer, taken } = read;
  const error = read.error ?? read.refused;
  return (
    <section className="card bank-file" aria-label={file.name}>
      <div className="card-head">
        <FileText size={16} aria-hidden />
        <h2 className="bank-file-name">{file.name}</h2>
        {answer ? <span className="tag">{answer.format}</span> : null}
        <State read={read} />
        <span className="push bank-file-acts">
          {isReady(read) ? (
            <Button size="xs" variant="filled" loading={busy} onClick={onTake}>
              {words.take}
            </Button>
          ) : null}
          <button type="button" className="bar-button" aria-label={`${words.drop1}: ${file.name}`} onClick={() => removeFile(key)}>
            <X size={16} aria-hidden />
          </button>
        </span>
      </div>
      {taken ? <Took taken={taken} /> : null}
      {answer?.duplicate && !taken ? <p className="card-body hint">{words.duplicateText}</p> : null}
      {error === undefined ? null : (
        <p className="card-body" role="alert">
          {read.error === undefined ? <strong>{words.notTaken}: </strong> : null}
          {error instanceof ApiError ? `${error.message} ${en.states.code(error.code, error.requestId)}` : String(error)}
        </p>
      )}
      {answer?.statements.map((statement, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: statements of a file, in its order
        <StatementCard key={at} statement={statement} />
      ))}
      {answer?.statuses ? <PaymentStatuses rows={answer.statuses} /> : null}
      {answer?.payments ? <PaymentOrders rows={answer.payments} /> : null}
    </section>
  );
}

function State({ read: { answer, error, taken } }: { read: ReadFile }) {
  const [Icon, colour, word] = taken
    ? ([CircleCheck, 'var(--completed)', words.taken] as const)
    : error !== undefined
      ? ([CircleX, 'var(--parked)', words.refused] as const)
      : answer === undefined
        ? ([Hourglass, 'var(--text-3)', words.reading] as const)
        : answer.duplicate
          ? ([Copy, 'var(--waiting)', words.duplicate] as const)
          : ([undefined, '', ''] as const);
  return Icon === undefined ? null : (
    <span className="status" role="status">
      <Icon size={15} color={colour} aria-hidden />
      {word}
    </span>
  );
}

function Took({ taken: { statements } }: { taken: StatementTaken }) {
  const sum = (name: 'added' | 'known' | 'replaced' | 'returned') => statements.reduce((all, one) => all + one[name], 0);
  const left = statements.flatMap((one) => one.left);
  return (
    <div className="card-body bank-file-took">
      <CircleCheck size={15} color="var(--completed)" aria-hidden />
      <span>
        {words.took(sum('added'), sum('known'), sum('replaced'), sum('returned'))} · <Link to="/money/matches">{words.toQueue}</Link>
      </span>
      {left.length > 0 ? (
        <ul className="hint" aria-label={words.left}>
          {left.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
