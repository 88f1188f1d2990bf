/** The books as a step reaches them: asked again under its key, it is answered as before. */
import type { CashBook, CashItem, CashMatched, CashTaken } from '../../flows/documents/statement/cash-book.ts';
import { ProblemError } from '../../flows/flow.ts';
import { fromMinor } from '../../flows/money.ts';
import type { Documents } from '../engine/documents.ts';
import { type By, foldItem, foldPayment, type KeptItem, type KeptPayment } from './account.ts';
import { digest } from './aliases.ts';
import { bookable } from './bookable.ts';
import { loadMatcher } from './matching/load-matcher.ts';
import type { Decision } from './matching/shapes.ts';
import { mirrorItems } from './mirror.ts';
import { bookedAs, openBook } from './open-book.ts';
import { takePayout } from './payouts.ts';
import { policyOf } from './policy.ts';
import { asJson, receivables } from './receivables.ts';
import { takeStatement } from './take-statement.ts';

const matcher: By = { kind: 'run', name: 'matcher' };

export function cashBook(documents: Documents, tenant: string): CashBook {
  /** The answer stands from the first time on; before that, whatever was begun goes on. */
  async function once<T extends object>(key: string, at: number, act: () => Promise<T>): Promise<T> {
    const known = await documents.get<T>(tenant, 'book-call', digest(key));
    if (known !== undefined) return known.body;
    const answer = await act();
    if ((await documents.put(tenant, [{ kind: 'book-call', id: digest(key), rev: 0, body: asJson(answer) }], at)) === 'done') return answer;
    return (await documents.get<T>(tenant, 'book-call', digest(key)))?.body ?? answer;
  }

  async function itemOf(id: string): Promise<CashItem[]> {
    const kept = await documents.get<KeptItem>(tenant, 'book-item', id);
    if (kept === undefined) return [];
    const { number, customer, currency, related } = kept.body.facts;
    return [{ id, number, customer, currency, related, open: fromMinor(foldItem(kept.body)?.open ?? 0n, currency).amount }];
  }

  async function itemsOf(allocations: readonly { item: string; amount: string }[]): Promise<CashMatched['items']> {
    const found: CashMatched['items'] = [];
    for (const { item, amount } of allocations) for (const one of await itemOf(item)) found.push({ ...one, paid: amount });
    return found;
  }

  const heading = ({ facts: { id, amount, currency, date } }: KeptPayment) => ({ payment: id, amount, currency, ...(date === undefined ? {} : { date }) });

  async function allocated(payment: KeptPayment, because: string): Promise<CashMatched> {
    return { ...heading(payment), state: 'matched', because, items: await itemsOf(foldPayment(payment)?.allocations ?? []) };
  }

  async function paymentOf(id: string): Promise<KeptPayment> {
    const kept = await documents.get<KeptPayment>(tenant, 'book-payment', id);
    if (kept !== undefined) return kept.body;
    throw new ProblemError(404, { code: 'books.unknown_payment', path: '', message: `There is no payment ${id.slice(0, 80)}.` });
  }

  /** Allocates what is certain; what meanwhile does not fit any more waits for a person. */
  async function settle(decision: Decision, payment: KeptPayment, currencies: Map<string, string>, key: string, at: number): Promise<CashMatched> {
    const { because, verdict } = decision;
    const { allocations, parts } = bookedAs(decision, payment.facts.currency, currencies);
    if (verdict !== 'AUTO')
      return { ...heading(payment), state: verdict === 'SUGGEST' ? 'suggested' : 'unidentified', because, items: await itemsOf(allocations) };
    try {
      await receivables(documents, tenant).allocate(decision.payment, allocations, parts, matcher, at, key);
      return allocated(await paymentOf(decision.payment), because);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 409) throw error;
      return { ...heading(payment), state: 'suggested', because: `${because} ${error.message}`, items: await itemsOf(allocations) };
    }
  }

  const cash: CashBook = {
    take: ({ key, statements, at, ...borne }) =>
      once(key, at, async () => {
        const policy = await policyOf(documents, tenant, borne);
        for (const statement of statements) bookable(statement, policy);
        const taken: CashTaken = { payments: [], replaced: 0, returned: [], reopened: [], left: [] };
        for (const statement of statements) {
          const { added, replaced, returned, reopened, left } = await takeStatement(documents, tenant, statement, at, { call: key, ...borne });
          taken.payments.push(...added);
          taken.replaced += replaced.length;
          taken.returned.push(...returned);
          taken.left.push(...left);
          for (const id of reopened) taken.reopened.push(...(await itemOf(id)));
        }
        taken.payments.sort(); // the same however often it was begun
        return taken;
      }),

    takePayout: ({ key, payout, at }) => once(key, at, async () => ({ payments: (await takePayout(documents, tenant, payout, at, key)).added })),

    async allocation(id) {
      const payment = await paymentOf(id);
      const state = foldPayment(payment);
      if (state?.status === 'allocated') return allocated(payment, `Allocated by ${state.by?.name ?? 'the books'}.`);
      return { ...heading(payment), state: 'unidentified', because: 'It is not allocated.', items: [] };
    },

    mirror: ({ key, source, items, at }) => once(key, at, () => mirrorItems(documents, tenant, source, items, at)),

    async match({ key, payment, at }) {
      const { answers } = await once(key, at, async () => {
        const book = await openBook(documents, tenant);
        const kept = new Map((await receivables(documents, tenant).payments()).map((one) => [one.facts.id, one]));
        const currencies = new Map(book.items.map(({ id, currency }) => [id, currency]));
        const found: CashMatched[] = [];
        // begun before, under this key
        if (payment === undefined) {
          for (const one of kept.values())
            if (one.log.at(-1)?.call === key && foldPayment(one)?.status === 'allocated') found.push(await allocated(one, 'Booked before.'));
        } else {
          const one = await cash.allocation(payment);
          if (one.state === 'matched') found.push(one);
        }
        const { matchPayments } = await loadMatcher();
        for (const decision of matchPayments(book.payments, book)) {
          const one = kept.get(decision.payment);
          const isAsked = payment === undefined ? !(one?.facts.amount ?? '-').startsWith('-') : decision.payment === payment;
          if (one !== undefined && isAsked) found.push(await settle(decision, one, currencies, key, at));
        }
        return { answers: found };
      });
      return answers;
    },
  };
  return cash;
}
