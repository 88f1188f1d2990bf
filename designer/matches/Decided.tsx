import { Button } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import { Fragment } from 'react';
import type { MatchWork } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';
import { TableHead } from '../show/TableHead.tsx';
import { When } from '../show/When.tsx';
import { matches as words } from '../text/en/matches.ts';
import { ways } from './balance.ts';
import { PaymentFacts } from './PaymentFacts.tsx';
import type { Undoing } from './use-undoing.ts';

/** A payment that has its decision: what it cleared, what happened to it, and the way back. */
export function Decided({ work, undo }: { work: MatchWork; undo: Undoing }) {
  const { payment, allocations, history, parts, status } = work;
  const go = () => status === 'allocated' && undo.go(payment.id);
  const { number, open, clears } = words.columns;
  return (
    <>
      <div className="match-grid">
        <div className="match-side">
          <PaymentFacts payment={payment} numbers={allocations.map((line) => line.number)} />
        </div>
        <div className="match-main">
          <section className="card" aria-label={words.decidedTitle}>
            <div className="card-head">
              <h2>{words.decidedTitle}</h2>
            </div>
            <table className="money-table">
              <TableHead columns={{ number, customer: words.payer, clears, open }} prefix="cleared-" />
              <tbody>
                {allocations.map((line) => (
                  <tr key={line.item}>
                    <td className="cleared-number">{line.number}</td>
                    <td>{line.customer.name}</td>
                    <td className="amount">{amountOf({ amount: line.clears, currency: line.currency })}</td>
                    <td className="amount">{amountOf({ amount: line.open, currency: line.currency })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {ways.some((way) => parts[way] !== undefined) ? (
              <dl className="card-body facts">
                {ways.map((way) =>
                  parts[way] === undefined ? null : (
                    <Fragment key={way}>
                      <dt>{words.wayNames[way]}</dt>
                      <dd className="num">{amountOf({ amount: parts[way], currency: payment.currency })}</dd>
                    </Fragment>
                  ),
                )}
              </dl>
            ) : null}
          </section>
          <section className="card" aria-label={words.history}>
            <div className="card-head">
              <h2>{words.history}</h2>
            </div>
            <ol className="card-body match-history">
              {history.map(({ at, by, kind, reason }) => (
                <li key={`${at}${kind}`}>
                  <When at={at} /> {words.kinds[kind]} {words.by(by)}
                  {reason === undefined ? '' : `: “${reason}”`}
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
      <footer className="match-foot">
        <Button leftSection={<Undo2 size={15} />} loading={undo.isPending} disabled={status !== 'allocated'} onClick={go}>
          {words.undo} <kbd>U</kbd>
        </Button>
      </footer>
    </>
  );
}
