import { Check, Minus, Plus } from 'lucide-react';
import { fromMinor, parseAmount } from '../../flows/money.ts';
import type { MatchCandidate, MatchWork } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';
import { matches as words } from '../text/en/matches.ts';
import { type Balance, type Draft, fits, readTyped } from './balance.ts';

/** What speaks for a reading and against it, and what confirming will do. */
export function Evidence({ work, candidate, draft, balance }: { work: MatchWork; candidate: MatchCandidate | undefined; draft: Draft; balance: Balance }) {
  const does = consequences(work, draft, balance);
  return (
    <section className="card" aria-label={words.evidence}>
      <div className="card-head">
        <h2>{words.evidence}</h2>
      </div>
      <div className="card-body">
        <ul className="evidence">
          {candidate?.evidence.map((line) => (
            <li key={line} data-for>
              <Plus size={14} aria-label="for" />
              {line}
            </li>
          ))}
          {candidate?.against.map((line) => (
            <li key={line} data-against>
              <Minus size={14} aria-label="against" />
              {line}
            </li>
          ))}
        </ul>
        {candidate?.against.length === 0 ? <p className="hint">{words.noContradiction}</p> : null}
        {does.length > 0 ? (
          <>
            <h3 className="evidence-after">{words.after}</h3>
            <ul className="evidence">
              {does.map((line) => (
                <li key={line}>
                  <Check size={14} aria-hidden />
                  {line}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </section>
  );
}

function consequences({ payment: { payer, currency } }: MatchWork, { lines, way }: Draft, { gap, wrong }: Balance): string[] {
  const shown = (units: bigint): string => amountOf(fromMinor(units, currency));
  const items = lines
    .filter(({ item }) => !wrong.has(item))
    .map(({ number, open, typed }) => {
      const rest = parseAmount(open, currency) - (readTyped(typed, currency) ?? 0n);
      return rest === 0n ? words.paid(number) : words.partPaid(number, shown(rest));
    });
  const told = payer.account ?? payer.name;
  const customers = [...new Set(lines.map(({ customer }) => customer.name))];
  return [
    ...items,
    ...(way !== undefined && fits(way, gap) ? [words.goes(shown(gap < 0n ? -gap : gap), words.where[way])] : []),
    ...(told === undefined ? [] : customers.map((customer) => words.learns(told, customer))),
  ];
}
