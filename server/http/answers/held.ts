/** What the API answers about held: `api/held.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { flag, instant, list, object, oneOf, page, text, whole } from '../shapes.ts';
import { money } from './parts.ts';

const pausable: Record<string, JsonObject> = {
  kind: oneOf('flow', 'trigger', 'connection'),
  id: text,
  title: text,
  nodes: list(object({ flow: text, node: text })),
  paused: flag,
  'since?': instant,
  'by?': text,
  'reason?': text,
};

export const heldAnswers: Record<string, JsonObject> = {
  Switch: object(pausable),
  SwitchPage: page('Switch'),
  Held: object({ ...pausable, runs: whole, money: list(money), 'oldest?': instant, at: list(object({ flow: text, node: text, runs: whole })) }),
  HeldPage: page('Held'),
  HeldPreview: object({ runs: whole, money: list(money) }),
};
