/** What the API answers about ship: `api/ship.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { flag, list, object, ref, text, whole } from '../shapes.ts';
import { flowDetail, money } from './parts.ts';

const versionName = object({ version: text, number: whole });

export const shipAnswers: Record<string, JsonObject> = {
  DeployAnswer: object({ ...flowDetail, 'moved?': ref('MoveAnswer') }),
  MoveAnswer: object({ asked: whole, stay: whole, more: flag }),
  DeployPreview: object({
    'rev?': whole,
    'from?': versionName,
    to: versionName,
    problems: list(ref('Problem')),
    tests: whole,
    slots: list(object({ slot: text, connector: text, 'connection?': text, paused: flag })),
    'longestWaitMs?': whole,
    runs: whole,
    working: whole,
    parked: whole,
    safe: whole,
    places: list(
      object({
        node: text,
        title: text,
        type: text,
        from: versionName,
        runs: whole,
        money: list(money),
        before: text,
        after: text,
        safe: whole,
        stays: list(object({ reason: text, runs: whole })),
      }),
    ),
    more: flag,
  }),
};
