import { ProblemError } from '../../../flows/flow.ts';
import { fromMinor } from '../../../flows/money.ts';
import { type By, foldItem, foldPayment, type KeptPayment, type PaymentState } from '../../books/account.ts';
import { loadMatcher } from '../../books/matching/load-matcher.ts';
import { bookedAs, openBook } from '../../books/open-book.ts';
import { receivables } from '../../books/receivables.ts';
import type { MatchAutomatic, MatchConfirm, MatchLine, MatchQueue, MatchRow, MatchWork } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { readingsOf, shownPayment, verdictOf } from '../match-readings.ts';
import type { Ask, Route } from '../route.ts';
import { label, list, object, oneOf, text } from '../shapes.ts';
import { tellAllocated } from '../tell-allocated.ts';

const most = 200;
const decimal = { type: 'string', pattern: '^-?\\d{1,15}(\\.\\d{1,4})?$' };
const parts = object({ 'discount?': decimal, 'fee?': decimal, 'fx?': decimal, 'onAccount?': decimal, 'writeOff?': decimal });
const confirmation = object({ allocations: list(object({ item: text, amount: decimal }), { maxItems: 2_000 }), 'parts?': parts, 'reason?': label(400, 0) });

/** The match queue: what waits, one payment with its readings, and what a person decides. */
export function matchQueueRoutes({ documents, clock, runs, audit }: Pick<AppDeps, 'documents' | 'clock' | 'runs' | 'audit'>): Route[] {
  const group = 'Money';
  const role = 'operator';
  const booksOf = ({ viewer }: Ask) => receivables(documents, viewer.tenant);
  const byOf = ({ viewer }: Ask): By => ({ kind: 'person', name: viewer.name });

  /** What people decide about money stands in the audit too; the log of the payment has it first. */
  const noted = ({ viewer, requestId }: Ask, what: string, payment: string, reason: string): Promise<unknown> =>
    audit.commit(viewer.tenant, { by: viewer, what, on: `payment/${payment}`, ...(reason.trim() === '' ? {} : { reason: reason.trim() }), requestId });

  async function paymentOf(ask: Ask): Promise<KeptPayment> {
    const { id = '' } = ask.params;
    const found = await documents.get<KeptPayment>(ask.viewer.tenant, 'book-payment', id);
    if (found === undefined) throw new ProblemError(404, { code: 'books.unknown_payment', path: '', message: `There is no payment ${id.slice(0, 60)}.` });
    return found.body;
  }

  /** Payments with what the matcher makes of them, side by side: two that claim one item are seen. */
  async function decided(tenant: string, payments: KeptPayment[]): Promise<MatchRow[]> {
    const book = await openBook(documents, tenant);
    const ids = new Set(payments.map(({ facts }) => facts.id));
    const asked = book.payments.filter(({ id }) => ids.has(id));
    const { matchPayments } = await loadMatcher();
    const decisions = new Map(matchPayments(asked, book).map((decision) => [decision.payment, decision]));
    return payments.map(({ facts }) => ({ ...shownPayment(facts), ...verdictOf(decisions.get(facts.id)) }));
  }

  return [
    {
      method: 'GET',
      path: '/api/matches',
      summary: 'List payments that wait for a decision, oldest first, with what the matcher makes of them; or those allocated, newest first',
      group,
      role,
      query: { state: oneOf('waiting', 'allocated') },
      answer: 'MatchQueue',
      async handler(ask): Promise<MatchQueue> {
        const kept = await booksOf(ask).payments();
        const inState = (status: string) => kept.filter((payment) => foldPayment(payment)?.status === status && isIncoming(payment));
        const [waiting, allocated] = [inState('unallocated'), inState('allocated')];
        const items = ask.query['state'] === 'allocated' ? newest(allocated) : await decided(ask.viewer.tenant, oldest(waiting));
        const count = (verdict: string) => items.filter(({ decision }) => decision === verdict).length;
        return {
          items,
          counts: {
            automatic: count('AUTO'),
            suggested: count('SUGGEST'),
            unidentified: count('UNIDENTIFIED'),
            waiting: waiting.length,
            allocated: allocated.length,
          },
          next: null,
        };
      },
    },
    {
      method: 'GET',
      path: '/api/matches/{id}',
      summary: 'Read one payment with every reading worth looking at',
      group,
      role,
      answer: 'MatchWork',
      async handler(ask): Promise<MatchWork> {
        const payment = await paymentOf(ask);
        const state = foldPayment(payment);
        const book = await openBook(documents, ask.viewer.tenant);
        const asked = book.payments.find(({ id }) => id === payment.facts.id);
        const names = new Map(book.customers.map(({ id, name }) => [id, name]));
        const allocations: MatchLine[] = [];
        for (const { item, amount } of state?.allocations ?? []) {
          const kept = await documents.get<Parameters<typeof foldItem>[0]>(ask.viewer.tenant, 'book-item', item);
          if (kept === undefined) continue;
          const { number, customer, currency } = kept.body.facts;
          const open = fromMinor(foldItem(kept.body)?.open ?? 0n, currency).amount;
          allocations.push({ item, number, customer: { id: customer, name: names.get(customer) ?? customer }, currency, open, clears: amount });
        }
        const { matchPayments } = await loadMatcher();
        return {
          payment: shownPayment(payment.facts),
          status: state?.status ?? 'unallocated',
          ...verdictOf(asked && matchPayments([asked], book)[0]),
          candidates: asked === undefined ? [] : await readingsOf(asked, book),
          allocations,
          parts: partsOf(state),
          history: payment.log.map((event) => ({
            at: new Date(event.at).toISOString(),
            by: event.by.name,
            kind: event.kind,
            ...('reason' in event ? { reason: event.reason } : {}),
            ...(event.kind === 'allocated' && event.parts.reason !== undefined ? { reason: event.parts.reason } : {}),
          })),
        };
      },
    },
    {
      method: 'POST',
      path: '/api/matches/automatic',
      summary: 'Allocate the payments the matcher is certain of',
      group,
      role,
      answer: 'MatchAutomatic',
      async handler(ask): Promise<MatchAutomatic> {
        const book = await openBook(documents, ask.viewer.tenant);
        const currencies = new Map(book.payments.map(({ id, currency }) => [id, currency]));
        const answer: MatchAutomatic = { allocated: 0, refused: [] };
        const inItems = new Map(book.items.map(({ id, currency }) => [id, currency]));
        const { matchPayments } = await loadMatcher();
        for (const decision of matchPayments(book.payments, book)) {
          const { payment, verdict } = decision;
          if (verdict !== 'AUTO') continue;
          const { allocations, parts } = bookedAs(decision, currencies.get(payment) ?? 'EUR', inItems); // every payment has one
          const at = clock.now();
          try {
            await booksOf(ask).allocate(payment, allocations, parts, { kind: 'run', name: 'matcher' }, at);
            await tellAllocated({ documents, runs, clock }, ask.viewer.tenant, payment, at);
            answer.allocated += 1;
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            answer.refused.push({ payment, detail: error.message });
          }
        }
        return answer;
      },
    },
    {
      method: 'POST',
      path: '/api/matches/{id}/confirm',
      summary: 'Allocate a payment as a person decides; it teaches who the payer is',
      group,
      role,
      body: confirmation,
      answer: 'none',
      async handler(ask) {
        const { allocations, parts: told = {}, reason = '' } = ask.body as unknown as MatchConfirm; // checked against the schema above
        const { facts } = await paymentOf(ask);
        const isGivenUp = told.writeOff !== undefined && Number(told.writeOff) !== 0;
        if (isGivenUp && reason.trim() === '')
          throw new ProblemError(422, { code: 'books.reason_missing', path: '/reason', message: 'A write-off needs a reason — say why.' });
        const because = reason.trim() === '' ? {} : { reason: reason.trim() };
        const at = clock.now();
        await booksOf(ask).allocate(facts.id, allocations, { ...told, ...because }, byOf(ask), at);
        await noted(ask, 'payment.allocated', facts.id, reason);
        await tellAllocated({ documents, runs, clock }, ask.viewer.tenant, facts.id, at);
      },
    },
    {
      method: 'POST',
      path: '/api/matches/{id}/undo',
      summary: 'Take an allocation back: payment, items and what it taught stand as before',
      group,
      role,
      body: object({ 'reason?': label(400, 0) }),
      answer: 'none',
      async handler(ask) {
        const { facts } = await paymentOf(ask);
        const { reason = '' } = ask.body as { reason?: string }; // checked against the schema above
        await booksOf(ask).release(facts.id, reason.trim() || 'undone', byOf(ask), clock.now());
        await noted(ask, 'payment.released', facts.id, reason);
      },
    },
  ];
}

/** Money that went out pays no item. */
const isIncoming = ({ facts }: KeptPayment): boolean => !facts.amount.startsWith('-');

const oldest = (payments: KeptPayment[]): KeptPayment[] =>
  payments.toSorted((a, b) => (a.facts.date ?? '').localeCompare(b.facts.date ?? '') || a.facts.id.localeCompare(b.facts.id)).slice(0, most);

const newest = (payments: KeptPayment[]): MatchRow[] =>
  payments
    .toSorted((a, b) => (b.log.at(-1)?.at ?? 0) - (a.log.at(-1)?.at ?? 0))
    .slice(0, most)
    .map((payment) => ({ ...shownPayment(payment.facts), decision: 'AUTO', p: 1, because: `Allocated by ${foldPayment(payment)?.by?.name ?? ''}.` }));

/** What of a payment cleared no item, where it is not nothing. */
function partsOf(state: PaymentState | undefined): MatchWork['parts'] {
  const { discount, fee, fx, onAccount, writeOff } = state?.parts ?? {};
  return Object.fromEntries(Object.entries({ discount, fee, fx, onAccount, writeOff }).filter(([, part]) => part !== undefined && Number(part) !== 0));
}
