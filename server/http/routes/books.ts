import type { Payout } from '../../../flows/documents/statement/payout/payout.ts';
import { type JsonObject, ProblemError } from '../../../flows/flow.ts';
import { parseStrict } from '../../../flows/json.ts';
import { foldPayment, type KeptPayment } from '../../books/account.ts';
import { checkBooks } from '../../books/check-books.ts';
import { takePayout } from '../../books/payouts.ts';
import { policyOf } from '../../books/policy.ts';
import { receivables } from '../../books/receivables.ts';
import { totalsOf } from '../../books/totals.ts';
import type { BookPayment, BookPayments, BookPolicyInfo, BookTotals, PayoutsTaken } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { readUpload } from '../read-upload.ts';
import { type Ask, type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { flag, instant, list, object, oneOf, paging, record } from '../shapes.ts';

const decimal = { type: 'string', pattern: '^\\d{1,12}(\\.\\d{1,6})?$' };
const policy = object({
  'bears?': list(oneOf('bank.balance_mismatch', 'bank.balance_missing', 'bank.iban_check_digits'), { uniqueItems: true }),
  'isPartial?': flag,
  'returnFee?': record(decimal),
  'rates?': record(record(decimal)),
});
const types = ['application/json', 'text/csv', 'application/octet-stream'];

/** The books themselves: as of any instant, what a tenant decided for them, and what payment providers paid out. */
export function bookRoutes({ documents, clock, audit }: Pick<AppDeps, 'documents' | 'clock' | 'audit'>): Route[] {
  const group = 'Money';
  const role = 'operator';
  const instantOf = (ask: Ask): number => {
    const said = textOf(ask, 'asOf');
    return said === undefined ? clock.now() : Date.parse(said);
  };
  return [
    {
      method: 'GET',
      path: '/api/books',
      summary: 'Sum up items and payments as of an instant, and name every identity that does not hold',
      group,
      role,
      query: { asOf: instant },
      answer: 'BookTotals',
      async handler(ask): Promise<BookTotals> {
        const books = receivables(documents, ask.viewer.tenant);
        const [items, payments, asOf] = [await books.items(), await books.payments(), instantOf(ask)];
        return { asOf: iso(asOf), currencies: totalsOf(items, payments, asOf), broken: checkBooks(items, payments, asOf) };
      },
    },
    {
      method: 'GET',
      path: '/api/payments',
      summary: 'List payments as they stood at an instant; those to be reviewed are allocated to nothing',
      group,
      role,
      query: { ...paging, state: oneOf('review', 'allocated', 'replaced'), asOf: instant },
      answer: 'BookPayments',
      async handler(ask): Promise<BookPayments> {
        const wanted = { review: 'unallocated', allocated: 'allocated', replaced: 'replaced' }[textOf(ask, 'state') ?? ''];
        const cursor = textOf(ask, 'cursor') ?? '';
        const limit = Number(ask.query['limit'] ?? 50);
        const asOf = instantOf(ask);
        const kept = await receivables(documents, ask.viewer.tenant).payments();
        const found = kept.filter((payment) => payment.facts.id > cursor).flatMap((payment) => shown(payment, asOf));
        const listed = found.filter(({ status }) => wanted === undefined || status === wanted);
        const items = listed.slice(0, limit);
        return { items, next: listed.length > limit ? (items.at(-1)?.id ?? null) : null };
      },
    },
    {
      method: 'GET',
      path: '/api/books/policy',
      summary: 'Read what is decided for the books: flaws that are borne, the fee of a returned debit, day rates',
      group,
      role,
      answer: 'BookPolicyInfo',
      handler: async ({ viewer }): Promise<BookPolicyInfo> => policyOf(documents, viewer.tenant),
    },
    {
      method: 'PUT',
      path: '/api/books/policy',
      summary: 'Decide which flaws of a bank file are borne, what a returned debit costs, and day rates',
      group,
      role: 'admin',
      body: policy,
      answer: 'BookPolicyInfo',
      async handler({ viewer, body, requestId }): Promise<BookPolicyInfo> {
        const decided = body as JsonObject; // checked against the schema above
        const before = await documents.get(viewer.tenant, 'book-policy', 'policy');
        const entry = {
          by: viewer,
          what: 'books.decided',
          on: 'books/policy',
          after: decided,
          requestId,
          ...(before === undefined ? {} : { before: before.body }),
        };
        const put = { kind: 'book-policy', id: 'policy', rev: before?.rev ?? 0, body: decided };
        if ((await audit.commit(viewer.tenant, entry, [put])) === 'conflict')
          throw new ProblemError(409, { code: 'books.busy', path: '', message: 'Somebody else decided at the same time — look and try again.' });
        return policyOf(documents, viewer.tenant);
      },
    },
    {
      method: 'POST',
      path: '/api/payouts',
      summary: 'Take a payout apart: Stripe as JSON {payout, transactions}, Adyen as its settlement detail report',
      group,
      role,
      upload: types,
      answer: 'PayoutsTaken',
      async handler(ask): Promise<PayoutsTaken> {
        const payouts = (await payoutsIn(await readUpload(ask.req, types))).filter(({ status }) => status !== 'open'); // not paid out yet
        const taken: PayoutsTaken = { payouts: [] };
        for (const payout of payouts) {
          const { added } = await takePayout(documents, ask.viewer.tenant, payout, clock.now());
          taken.payouts.push({ id: payout.id, amount: payout.amount, currency: payout.currency, payments: added.length });
        }
        return taken;
      },
    },
  ];
}

/** The readers are loaded at their first need. */
async function payoutsIn(bytes: Buffer): Promise<Payout[]> {
  if (!bytes.subarray(0, 16).toString().trimStart().startsWith('{')) {
    const { readAdyenSettlement } = await import('../../../flows/documents/statement/payout/read-adyen.ts');
    const { inPieces } = await import('../../../flows/documents/statement/read-statements.ts');
    return readAdyenSettlement(inPieces(bytes));
  }
  const { readStripePayout } = await import('../../../flows/documents/statement/payout/read-stripe.ts');
  const { payout = null, transactions = null } = parseStrict(bytes) as JsonObject; // begins with a brace
  return [readStripePayout(payout, transactions)];
}

function shown(payment: KeptPayment, asOf: number): BookPayment[] {
  const state = foldPayment(payment, asOf);
  if (state === undefined) return [];
  const { id, account, date, amount, currency, text, payer } = payment.facts;
  return [
    {
      id,
      account,
      amount,
      currency,
      text,
      status: state.status,
      allocations: state.allocations,
      parts: { ...state.parts },
      ...(date === undefined ? {} : { date }),
      ...(payer.name === undefined ? {} : { payer: payer.name }),
      ...(state.by === undefined ? {} : { by: state.by.name }),
    },
  ];
}
