/** Matching as it is asked from outside: two documents in, one decision per payment out. */
import { newAjv } from '../../../flows/ajv.ts';
import { type Json, type JsonObject, ProblemError } from '../../../flows/flow.ts';
import { fromMinor } from '../../../flows/money.ts';
import { type BookInput, bookSchema, type MatchAnswer, type PaymentInput, paymentsSchema, readBook, readPayment } from './match-input.ts';
import { matchPayments } from './match-payments.ts';
import type { Decision } from './shapes.ts';

/** Checks both documents and answers one decision per payment; throws 422 `match.invalid_input` with every place that is wrong. */
export function matchInput(items: Json, payments: Json): MatchAnswer[] {
  const book = readBook(checked(bookSchema, Array.isArray(items) ? { items } : items, 'items') as unknown as BookInput); // the schema holds
  const given = isObject(payments) && payments['payments'] !== undefined ? payments['payments'] : payments;
  const asked = (checked(paymentsSchema, given, 'payments') as unknown as PaymentInput[]).map((one) => readPayment(one, book)); // the schema holds
  const currencies = new Map(book.items.map((item) => [item.id, item.currency]));
  return matchPayments(asked, book).map((decision) => answerOf(decision, currencies));
}

const answerOf = ({ payment, verdict, allocations, p, because }: Decision, currencies: Map<string, string>): MatchAnswer => ({
  payment,
  decision: verdict,
  allocations: allocations.map(({ item, amount: units }) => ({ item, amount: fromMinor(units, currencies.get(item) ?? 'EUR').amount })),
  p: Math.round(p * 10_000) / 10_000,
  because,
});

function checked(schema: JsonObject, value: Json, file: string): Json {
  const check = newAjv().compile(schema);
  if (check(value)) return value;
  throw new ProblemError(
    422,
    (check.errors ?? []).slice(0, 20).map(({ instancePath, message = 'is wrong', params }) => ({
      code: 'match.invalid_input',
      path: `/${file}${instancePath}`,
      message: `${file}${instancePath || ' as a whole'} ${message}${params['additionalProperty'] === undefined ? '' : ` (${String(params['additionalProperty'])})`} — hub match --help shows the form.`,
    })),
  );
}

const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
