import { Landmark } from 'lucide-react';
import type { MatchWork } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';
import { dayOf } from '../show/moment.ts';
import { matches as words } from '../text/en/matches.ts';

/** The payment as the bank told it; numbers that are recognised stand out in its text. */
export function PaymentFacts({ payment, numbers }: { payment: MatchWork['payment']; numbers: readonly string[] }) {
  const { payer, text } = payment;
  return (
    <section className="card" aria-label={words.payment}>
      <div className="card-head">
        <Landmark size={16} aria-hidden />
        <h2>{words.payment}</h2>
      </div>
      <div className="card-body payment-facts">
        <p className="payment-amount num">
          {payment.currency} {amountOf(payment)}
        </p>
        {payment.date === undefined ? null : <p className="hint">{words.booked(dayOf(payment.date))}</p>}
        <dl className="facts">
          <dt>{words.payer}</dt>
          <dd>{payer.name ?? <span className="quiet">{words.notGiven}</span>}</dd>
          <dt>{words.account}</dt>
          <dd className="num">{grouped(payer.account) ?? <span className="quiet">{words.notGiven}</span>}</dd>
          <dt>{words.ours}</dt>
          <dd className="num">{grouped(payment.account || undefined) ?? <span className="quiet">{words.notGiven}</span>}</dd>
          <dt>{words.endToEnd}</dt>
          <dd>{payment.endToEndId ?? <span className="quiet">{words.notGiven}</span>}</dd>
        </dl>
        <h3 className="hint">{words.text}</h3>
        {text === '' && payment.references.length === 0 ? (
          <p className="hint">{words.noText}</p>
        ) : (
          <p className="mono payment-text">
            {marked([text, ...payment.references].filter(Boolean).join('\n'), numbers).map(({ words: piece, isNumber }, at) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in its order
              isNumber ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
            )}
          </p>
        )}
      </div>
    </section>
  );
}

function marked(text: string, numbers: readonly string[]): { words: string; isNumber: boolean }[] {
  const known = numbers.filter((number) => number.length >= 3).map((number) => number.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (known.length === 0) return [{ words: text, isNumber: false }];
  return text.split(new RegExp(`(${known.join('|')})`, 'i')).map((words, at) => ({ words, isNumber: at % 2 === 1 }));
}

/** Numbers of accounts in fours, as they are printed. */
const grouped = (account: string | undefined): string | undefined => account?.replace(/(.{4})(?=.)/g, '$1 ');
