/** What the API answers about shadow: `api/shadow.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anything, flag, instant, list, object, oneOf, record, text, whole } from '../shapes.ts';
import { runStatus } from './parts.ts';

const shadowSide = object({ id: text, version: text, status: runStatus });
const shadowInfo: Record<string, JsonObject> = {
  flow: text,
  title: text,
  'live?': object({ version: text, number: whole }),
  'shadow?': object({ version: text, number: whole, at: instant, by: text, message: text }),
};

export const shadowAnswers: Record<string, JsonObject> = {
  ShadowInfo: object(shadowInfo),
  ShadowReport: object({
    ...shadowInfo,
    totals: object({ runs: whole, same: whole, differs: whole, open: whole, missing: whole, complete: flag, kinds: record(whole) }),
    items: list(
      object({
        'key?': text,
        at: instant,
        state: oneOf('same', 'differs', 'open', 'missing'),
        live: shadowSide,
        'shadow?': shadowSide,
        differences: list(
          object({ kind: oneOf('path', 'due', 'made', 'not-made', 'body', 'error', 'money'), node: text, 'live?': anything, 'shadow?': anything }),
        ),
        calls: list(object({ node: text, calls: list(object({ method: text, target: text, 'body?': anything })), source: oneOf('live', 'recorded', 'none') })),
      }),
    ),
    next: { type: ['string', 'null'] },
  }),
};
