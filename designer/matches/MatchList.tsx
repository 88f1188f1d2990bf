import { Link } from '@tanstack/react-router';
import type { MatchRow } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';
import { dayOf } from '../show/moment.ts';
import { matches as words } from '../text/en/matches.ts';

export const rowId = (id: string): string => `payment-${id}`;

/** Two lines per payment: who and how much, when and how sure. */
export function MatchList({ rows, state, current }: { rows: MatchRow[]; state: 'waiting' | 'allocated'; current: string | undefined }) {
  return (
    <ul aria-label={words.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            id={rowId(row.id)}
            to="/money/matches"
            search={{ payment: row.id, ...(state === 'allocated' ? { state } : {}) }}
            className="match-row"
            data-here={row.id === current || undefined}
          >
            <span className="match-payer cut">{row.payer.name ?? words.noPayer}</span>
            <span className="num match-amount">
              <span className="match-currency">{row.currency}</span> {amountOf(row)}
            </span>
            <span className="hint cut">
              {row.date === undefined ? '' : `${dayOf(row.date)} · `}
              {row.account.slice(-8)}
            </span>
            <span className="hint num match-p" data-verdict={row.decision}>
              {state === 'allocated' ? row.because.replace(/^Allocated /, '').replace(/\.$/, '') : sureness(row)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const sureness = ({ decision, p }: MatchRow): string =>
  decision === 'UNIDENTIFIED' ? words.unknown : `${words.p(p)}${decision === 'AUTO' ? ` · ${words.certain}` : ''}`;
