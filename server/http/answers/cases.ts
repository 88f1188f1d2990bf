/** What the API answers about cases: `api/cases.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { flag, instant, list, object, page, ref, text, whole } from '../shapes.ts';
import { signal } from './parts.ts';

export const casesAnswers: Record<string, JsonObject> = {
  DeliveryInfo: object({
    id: text,
    at: instant,
    endpoint: text,
    status: whole,
    'code?': text,
    'detail?': text,
    bytes: whole,
    'event?': text,
    'key?': text,
    duplicate: flag,
    runs: list(object({ flow: text, runId: text })),
  }),
  DeliveryPage: page('DeliveryInfo'),
  CaseInfo: object({
    key: text,
    keys: list(text),
    runs: list(ref('RunInfo')),
    signals: list(signal),
    deliveries: list(ref('DeliveryInfo')),
    tasks: list(ref('TaskInfo')),
  }),
};
