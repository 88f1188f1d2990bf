/** What the API answers about expressions: `api/expressions.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, anything, flag, instant, list, object, oneOf, record, ref, text, whole } from '../shapes.ts';

const exampleOrigin = oneOf('sample', 'run', 'given', 'made');

export const expressionsAnswers: Record<string, JsonObject> = {
  EvaluateAnswer: object({ items: list(object({ id: text, 'value?': anything, 'isCut?': flag, 'problem?': ref('Problem') })) }),
  OverRuns: object({
    runs: whole,
    counts: object({ nothing: whole, failed: whole }),
    nothing: list(object({ id: text, key: text })),
    failed: list(object({ id: text, key: text, message: text })),
  }),
  ExampleAnswer: object({
    trigger: anything,
    order: anything,
    steps: anyObject,
    'item?': anything,
    run: anyObject,
    name: text,
    origin: exampleOrigin,
    'runId?': text,
    'at?': instant,
    stepOrigins: record(exampleOrigin),
  }),
};
