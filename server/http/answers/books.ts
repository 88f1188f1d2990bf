/** What the API answers about books: `api/books.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { flag, instant, list, object, oneOf, record, text, whole } from '../shapes.ts';
import { textOrNull } from './parts.ts';

export const booksAnswers: Record<string, JsonObject> = {
  BookPayments: object({
    items: list(
      object({
        id: text,
        account: text,
        'date?': text,
        amount: text,
        currency: text,
        text,
        'payer?': text,
        status: oneOf('unallocated', 'allocated', 'replaced'),
        allocations: list(object({ item: text, amount: text, 'value?': text })),
        parts: record(text),
        'by?': text,
      }),
    ),
    next: textOrNull,
  }),
  BookTotals: object({
    asOf: instant,
    currencies: list(object({ currency: text, items: whole, invoiced: text, open: text, received: text, unallocated: text, onAccount: text, clearing: text })),
    broken: list(text),
  }),
  BookPolicyInfo: object({ bears: list(text), isPartial: flag, returnFee: record(text), rates: record(record(text)) }),
  PayoutsTaken: object({ payouts: list(object({ id: text, amount: text, currency: text, payments: whole })) }),
};
