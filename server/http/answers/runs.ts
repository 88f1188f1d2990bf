/** What the API answers about runs: `api/runs.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anything, flag, instant, list, object, oneOf, page, ref, text, whole } from '../shapes.ts';
import { effectClass, money, reviewMark, runStatus, signal, step } from './parts.ts';

const run: Record<string, JsonObject> = {
  id: text,
  flow: text,
  flowTitle: text,
  version: text,
  status: runStatus,
  'code?': text,
  'reason?': text,
  keys: list(text),
  startedAt: instant,
  updatedAt: instant,
  'endedAt?': instant,
  'wakeAt?': instant,
  'amount?': money,
  at: list(object({ node: text, title: text })),
  'parent?': text,
};

export const runsAnswers: Record<string, JsonObject> = {
  ReviewItem: object({
    runId: text,
    flow: text,
    keys: list(text),
    node: text,
    title: text,
    class: effectClass,
    effectKey: text,
    heldAt: instant,
    inBackup: flag,
  }),
  ReviewPage: object({ review: { anyOf: [reviewMark, { type: 'null' }] }, items: list(ref('ReviewItem')), next: { type: ['string', 'null'] } }),
  ReviewEnd: object({ retried: whole }),
  StartAnswer: object({ runId: text, duplicate: flag }),
  RunInfo: object(run),
  RunPage: page('RunInfo'),
  RunDetail: object({
    ...run,
    trigger: anything,
    order: anything,
    'output?': anything,
    drawing: ref('Flow'),
    'moves?': list(object({ at: instant, from: text, to: text, by: text, reason: text })),
    signals: list(signal),
    listensTo: list(text),
    undo: list(object({ step: text, title: text, by: text, status: oneOf('possible', 'next', 'under-way', 'undone', 'failed', 'left') })),
    can: object({ cancel: flag, retry: flag, skip: flag, signal: flag }),
  }),
  StepInfo: object(step),
  StepPage: page('StepInfo'),
  CancelAnswer: object({ result: oneOf('canceled', 'too-late', 'pending'), status: runStatus }),
  BulkAnswer: object({ matched: whole, done: whole, refused: list(object({ id: text, code: text, detail: text })), more: flag }),
  SignalAnswer: object({ id: text, duplicate: flag, woken: list(text) }),
  DeliveryBody: object({ id: text, endpoint: text, body: text }),
  ReplayAnswer: object({ runs: list(object({ flow: text, runId: text })) }),
};
