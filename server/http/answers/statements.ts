/** What the API answers about statements: `api/statements.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, flag, list, object, oneOf, ref, text, whole } from '../shapes.ts';
import { textOrNull } from './parts.ts';

export const statementsAnswers: Record<string, JsonObject> = {
  BankFileAnswer: object({
    file: text,
    format: text,
    statements: list(ref('StatementInfo')),
    'statuses?': list(anyObject),
    'payments?': list(anyObject),
    'duplicate?': flag,
  }),
  StatementInfo: object({
    account: textOrNull,
    currency: textOrNull,
    opening: textOrNull,
    closing: textOrNull,
    warnings: list(object({ code: text, detail: text, 'line?': whole })),
    entries: list(
      object({
        bookingDate: textOrNull,
        valueDate: textOrNull,
        amount: text,
        currency: textOrNull,
        reference: textOrNull,
        endToEndId: textOrNull,
        counterparty: textOrNull,
        text,
        'status?': oneOf('pending', 'info'),
      }),
    ),
  }),
};
