/** Pieces that answers of several rooms are made of. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anything, flag, instant, list, object, oneOf, ref, text, whole } from '../shapes.ts';

export const runStatus = oneOf('running', 'waiting', 'parked', 'completed', 'canceled');
export const reviewMark = object({ backupAt: instant, restoredAt: instant });
export const effectClass = oneOf('A', 'B', 'C');
export const money = ref('Money');
export const textOrNull: JsonObject = { type: ['string', 'null'] };
export const signal = object({ id: text, name: text, key: text, data: anything, at: instant, 'taken?': flag });
export const said = object({ code: text, message: text });
export const flowDetail: Record<string, JsonObject> = {
  flow: ref('Flow'),
  rev: whole,
  problems: list(ref('Problem')),
  'deployed?': object({ version: text, number: whole, at: instant, by: text, message: text, flow: ref('Flow') }),
  paused: flag,
  'pauseReason?': text,
};
export const step: Record<string, JsonObject> = {
  id: text,
  node: text,
  title: text,
  type: text,
  status: oneOf('scheduled', 'running', 'waiting', 'completed', 'failed', 'canceled'),
  'port?': text,
  attempt: whole,
  revision: whole,
  'from?': text,
  startedAt: instant,
  'endedAt?': instant,
  'due?': instant,
  'ms?': { type: 'number' },
  input: anything,
  'output?': anything,
  'error?': said,
  'effect?': object({ class: effectClass, key: text }),
  'waitingFor?': object({ signals: list(text), seen: list(text), 'until?': instant, 'task?': text }),
  attempts: list(object({ attempt: whole, at: instant, error: said })),
  story: text,
};
