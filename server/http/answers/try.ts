/** What the API answers about try: `api/try.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, anything, flag, instant, list, object, oneOf, ref, text, whole } from '../shapes.ts';
import { runStatus, step } from './parts.ts';

const tryMoment: Record<string, JsonObject> = {
  at: instant,
  kind: oneOf('start', 'left', 'signal', 'answer', 'retry', 'reminder', 'deadline', 'hold', 'parked', 'ended'),
  'node?': text,
  words: text,
};

export const tryAnswers: Record<string, JsonObject> = {
  TryStep: object({
    ...step,
    visit: whole,
    'source?': oneOf('sandbox', 'recorded', 'mine', 'nobody', 'pinned'),
    'calls?': list(object({ method: text, target: text, 'body?': anything })),
  }),
  TryMoment: object(tryMoment),
  TryAnswer: object({
    trigger: text,
    status: runStatus,
    'code?': text,
    'reason?': text,
    'key?': text,
    at: instant,
    now: instant,
    ms: whole,
    steps: list(ref('TryStep')),
    past: list(ref('TryMoment')),
    coming: list(ref('TryMoment')),
    waits: list(
      object({
        step: text,
        node: text,
        title: text,
        signals: list(object({ name: text, 'seen?': instant, 'coming?': instant, 'ends?': { const: true } })),
        'needs?': oneOf('all', 'any'),
        'until?': instant,
        'deadline?': { const: true },
        'task?': object({ title: text, role: text, form: anyObject, 'data?': anything, 'fourEyes?': { const: true } }),
      }),
    ),
    listensTo: list(text),
    order: anything,
    'output?': anything,
    moves: list(anyObject),
  }),
  MakeTestAnswer: object({ id: text, test: anyObject }),
  RunTestsAnswer: object({ items: list(object({ id: text, title: text, passed: flag, 'difference?': text, 'node?': text, 'gives?': anyObject, ms: whole })) }),
};
