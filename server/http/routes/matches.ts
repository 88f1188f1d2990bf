import type { Json, JsonObject } from '../../../flows/flow.ts';
import { bookSchema, type MatchAnswer, paymentsSchema } from '../../books/matching/match-input.ts';
import type { Route } from '../route.ts';

const ask: JsonObject = {
  ...bookSchema,
  required: ['items', 'payments'],
  properties: { ...(bookSchema['properties'] as JsonObject), payments: paymentsSchema },
}; // the schema of an object has properties

/** Which open items payments would pay; nothing is kept. */
export function matchRoutes(): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/matches/preview',
      summary: 'Say which open items payments would pay, and why',
      group: 'Money',
      role: 'operator',
      body: ask,
      answer: 'MatchAnswers',
      async handler({ body }): Promise<MatchAnswer[]> {
        const { payments, ...book } = body as JsonObject; // the schema holds
        const { matchInput } = await import('../../books/matching/match-documents.ts'); // loaded at its first need
        return matchInput(book as Json, payments!); // required
      },
    },
  ];
}
