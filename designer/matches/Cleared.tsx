import { Minus, Plus, TriangleAlert } from 'lucide-react';
import type { MatchCandidate, MatchWork } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';
import { dayOf } from '../show/moment.ts';
import { TableHead } from '../show/TableHead.tsx';
import { matches as words } from '../text/en/matches.ts';
import type { Balance, Draft, TypedLine } from './balance.ts';
import { IdentityBar } from './IdentityBar.tsx';

export interface ClearedProps {
  work: MatchWork;
  candidate: MatchCandidate | undefined;
  /** Which of the readings it is, from 0. */
  at: number;
  draft: Draft;
  balance: Balance;
  onDraft: (draft: Draft) => void;
  onAdd: () => void;
  onGo: () => void;
}

/** The items a payment clears: how sure, why a person, the lines with what is typed, and the sum that must come out. */
export function Cleared({ work, candidate, at, draft, balance, onDraft, onAdd, onGo }: ClearedProps) {
  const customer = candidate?.customer ?? draft.lines[0]?.customer;
  const type = (item: string, typed: string) => onDraft({ ...draft, lines: draft.lines.map((line) => (line.item === item ? { ...line, typed } : line)) });
  const drop = (item: string) => onDraft({ ...draft, lines: draft.lines.filter((line) => line.item !== item) });
  return (
    <section className="card cleared" aria-label={customer?.name ?? words.manual}>
      <div className="card-head">
        {candidate ? <kbd>{at + 1}</kbd> : null}
        <h2>{customer?.name ?? words.manual}</h2>
        {customer && customer.id !== customer.name ? <span className="tag">{customer.id}</span> : null}
        {candidate ? (
          <span className="push hint">
            {words.sure} <strong className="num cleared-p">{candidate.p.toFixed(2)}</strong> <span className="cleared-auto">{words.byItself}</span>
          </span>
        ) : null}
      </div>
      <div className="card-body cleared-body">
        <p>{candidate ? sentenceOf(candidate) : words.manualWhy}</p>
        {candidate && candidate.against.length > 0 ? (
          <p className="callout" data-tone="waiting">
            <TriangleAlert size={16} aria-hidden />
            <span>
              {words.why} {candidate.against.join(', ')}.
            </span>
          </p>
        ) : null}
        {draft.lines.length > 0 ? (
          <table className="money-table cleared-table">
            <TableHead columns={words.columns} prefix="cleared-" />
            <tbody>
              {draft.lines.map((line) => (
                <Row
                  key={line.item}
                  line={line}
                  late={isLate(line, work.payment.date)}
                  wrong={balance.wrong.has(line.item)}
                  onType={(typed) => type(line.item, typed)}
                  onDrop={() => drop(line.item)}
                  onGo={onGo}
                />
              ))}
            </tbody>
          </table>
        ) : null}
        <button type="button" className="cleared-add" onClick={onAdd}>
          <Plus size={14} aria-hidden />
          {words.add} <kbd>S</kbd>
        </button>
        <IdentityBar balance={balance} way={draft.way} currency={work.payment.currency} isEmpty={draft.lines.length === 0} />
      </div>
    </section>
  );
}

interface RowProps {
  line: TypedLine;
  late: boolean;
  wrong: boolean;
  onType: (typed: string) => void;
  onDrop: () => void;
  onGo: () => void;
}

function Row({ line: { number, date, due, open, currency, typed }, late, wrong, onType, onDrop, onGo }: RowProps) {
  return (
    <tr>
      <td className="cleared-number">{number}</td>
      <td className="cleared-date">{date === undefined ? '' : dayOf(date)}</td>
      <td className="cleared-due" data-late={late || undefined}>
        {due === undefined ? '' : dayOf(due)}
      </td>
      <td className="amount cleared-open">{amountOf({ amount: open, currency })}</td>
      <td className="amount cleared-clears">
        <input
          className="num"
          inputMode="decimal"
          aria-label={words.clearsOf(number)}
          aria-invalid={wrong}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onGo();
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </td>
      <td className="cleared-drop">
        <button type="button" className="bar-button" aria-label={words.drop(number)} onClick={onDrop}>
          <Minus size={15} aria-hidden />
        </button>
      </td>
    </tr>
  );
}

const isLate = ({ due }: TypedLine, paid: string | undefined): boolean => due !== undefined && paid !== undefined && paid > due;

function sentenceOf({ evidence }: MatchCandidate): string {
  const text = evidence.join(', ');
  return text === '' ? words.noEvidence : `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
