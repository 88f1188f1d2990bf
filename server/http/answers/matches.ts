/** What the API answers about matches: `api/matches.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { list, object, oneOf, text } from '../shapes.ts';

export const matchesAnswers: Record<string, JsonObject> = {
  MatchAnswers: list(
    object({
      payment: text,
      decision: oneOf('AUTO', 'SUGGEST', 'UNIDENTIFIED'),
      allocations: list(object({ item: text, amount: text })),
      p: { type: 'number' },
      because: text,
    }),
  ),
};
