/** What the API answers about basics: `api/basics.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { list, object, oneOf, ref, text, whole } from '../shapes.ts';

export const basicsAnswers: Record<string, JsonObject> = {
  Health: object({ status: text }),
  Ready: object({ status: text }),
  Money: object({ amount: text, currency: text }),
  Problem: object({ code: text, path: text, 'node?': text, message: text, 'severity?': oneOf('error', 'warning') }),
  ProblemBody: object({ type: text, title: text, status: whole, code: text, detail: text, 'path?': text, requestId: text, 'problems?': list(ref('Problem')) }),
};
