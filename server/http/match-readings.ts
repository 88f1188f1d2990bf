/** What the matcher considered for one payment, as the match queue shows it. */
import { fromMinor } from '../../flows/money.ts';
import type { PaymentFacts } from '../books/account.ts';
import { loadMatcher } from '../books/matching/load-matcher.ts';
import type { Scored } from '../books/matching/score.ts';
import type { Book, Decision, Payment } from '../books/matching/shapes.ts';
import type { MatchCandidate, MatchPayment, MatchRow } from './api.ts';

const most = 9;
const worthShowing = 0.005;

/** Best first: at most nine, so that a digit chooses one. The first is shown however unlikely it is. */
export async function readingsOf(payment: Payment, book: Book): Promise<MatchCandidate[]> {
  const { readingsOf: allReadings } = await loadMatcher();
  return allReadings(payment, book)
    .filter(({ p }, at) => at === 0 || p >= worthShowing)
    .slice(0, most)
    .map((scored) => candidateOf(scored, payment));
}

function candidateOf({ payer, items, allocations, parts, p, fit, evidence, against }: Scored, { currency }: Payment): MatchCandidate {
  const { id, name } = payer.customer;
  const money = (units: bigint): string => fromMinor(units, currency).amount;
  const cleared = new Map(allocations.map(({ item, amount }) => [item, amount]));
  return {
    customer: { id, name },
    lines: items.map((item) => ({
      item: item.id,
      number: item.number,
      customer: { id, name },
      currency: item.currency,
      open: fromMinor(item.amount, item.currency).amount,
      clears: fromMinor(cleared.get(item.id) ?? 0n, item.currency).amount,
      ...(item.date === undefined ? {} : { date: item.date }),
      ...(item.due === undefined ? {} : { due: item.due }),
      ...(item.discount === undefined ? {} : { discount: { amount: fromMinor(item.discount.amount, item.currency).amount, until: item.discount.until } }),
    })),
    parts: { discount: money(parts.discount), fee: money(parts.fee), fx: money(parts.fx), onAccount: money(parts.onAccount), writeOff: money(0n) },
    p: rounded(p),
    fit,
    evidence,
    against,
  };
}

export const shownPayment = ({ id, account, date, amount, currency, text, references, endToEndId, payer }: PaymentFacts): MatchPayment => ({
  id,
  account,
  amount,
  currency,
  text,
  references,
  payer,
  ...(date === undefined ? {} : { date }),
  ...(endToEndId === undefined ? {} : { endToEndId }),
});

export const verdictOf = (decision: Decision | undefined): Pick<MatchRow, 'decision' | 'p' | 'because'> =>
  decision === undefined
    ? { decision: 'UNIDENTIFIED', p: 0, because: 'It is not waiting for a decision.' }
    : { decision: decision.verdict, p: rounded(decision.p), because: decision.because };

const rounded = (p: number): number => Math.round(p * 10_000) / 10_000;
