import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { StatementInfo } from '../../server/http/api.ts';
import { amountOf, moneysOf } from '../show/amount.ts';
import { dayOf } from '../show/moment.ts';
import { TableHead } from '../show/TableHead.tsx';
import { statements as words } from '../text/en/statements.ts';
import { sumsOf } from './sums.ts';

const first = 10;
const step = 200;

/** One statement: its account, its sums, what is odd about it and at which line, and its entries. */
export function StatementCard({ statement }: { statement: StatementInfo }) {
  const { account, currency, opening, closing, warnings, entries } = statement;
  const { credits, debits, booked } = sumsOf(statement);
  const [shown, setShown] = useState(first);
  const balance = (amount: string | null) =>
    amount === null ? <span className="quiet">{words.notGiven}</span> : amountOf({ amount, currency: currency ?? '' });
  return (
    <div className="statement">
      <dl className="statement-sums">
        <div className="statement-account">
          <dt>{words.account}</dt>
          <dd className="num">
            {account ?? words.noAccount} {currency ?? ''}
          </dd>
        </div>
        <div>
          <dt>{words.opening}</dt>
          <dd className="num">{balance(opening)}</dd>
        </div>
        <div>
          <dt>{words.credits}</dt>
          <dd className="num">{moneysOf(credits) || '0'}</dd>
        </div>
        <div>
          <dt>{words.debits}</dt>
          <dd className="num">{moneysOf(debits) || '0'}</dd>
        </div>
        <div>
          <dt>{words.closing}</dt>
          <dd className="num">{balance(closing)}</dd>
        </div>
        <div>
          <dt>{words.bookedEntries}</dt>
          <dd className="num">{booked.toLocaleString()}</dd>
        </div>
      </dl>
      {warnings.length > 0 ? (
        <ul className="statement-warnings" aria-label={words.warnings(warnings.length)}>
          {warnings.map(({ code, detail, line }) => (
            <li key={`${code} ${line ?? ''} ${detail}`}>
              <TriangleAlert size={15} aria-hidden />
              <span>
                {line === undefined ? '' : <strong className="num">{words.line(line)}: </strong>}
                {detail} <span className="mono quiet">{code}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {entries.length > 0 ? (
        <section className="statement-scroll" aria-label={words.entries(entries.length)}>
          <table className="money-table entry-table">
            <TableHead columns={{ ...words.columns, amount: currency === null ? words.columns.amount : words.amountIn(currency) }} prefix="entry-" />
            <tbody>
              {entries.slice(0, shown).map((entry, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: entries of a statement, in its order
                <tr key={at}>
                  <td className="entry-day">{entry.bookingDate === null ? '' : dayOf(entry.bookingDate)}</td>
                  <td className="entry-counterparty">{entry.counterparty ?? ''}</td>
                  <td className="entry-text">
                    {entry.text}
                    {entry.status === undefined ? null : <span className="tag">{words[entry.status]}</span>}
                  </td>
                  <td className="entry-reference">{entry.endToEndId ?? entry.reference ?? ''}</td>
                  <td className="amount">
                    {entry.currency !== null && entry.currency !== currency ? `${entry.currency} ` : ''}
                    {amountOf({ amount: entry.amount, currency: '' })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {entries.length > shown ? (
        <Button variant="subtle" className="statement-more" onClick={() => setShown(shown + step)}>
          {words.more(Math.min(step, entries.length - shown))}
        </Button>
      ) : null}
    </div>
  );
}
