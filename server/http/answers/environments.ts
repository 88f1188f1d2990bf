/** What the API answers about environments: `api/environments.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { flag, instant, list, object, oneOf, page, ref, text, whole } from '../shapes.ts';

const environmentKind = oneOf('test', 'production');
const deployment = object({ version: text, number: whole, at: instant, by: text, message: text, paused: flag });
const changedNode = object({ node: text, title: text, type: text });

export const environmentsAnswers: Record<string, JsonObject> = {
  AskedSlot: object({ flow: text, flowTitle: text, slot: text, connector: text, deployed: flag, connection: { type: ['string', 'null'] }, own: flag }),
  AskedSlotPage: page('AskedSlot'),
  EnvironmentInfo: object({ name: text, title: text, kind: environmentKind, color: oneOf('red', 'blue'), active: flag, values: whole }),
  EnvironmentPage: page('EnvironmentInfo'),
  DeploymentInfo: object({ environment: text, title: text, kind: environmentKind, 'deployed?': deployment }),
  DeploymentPage: page('DeploymentInfo'),
  PromoteAnswer: object({
    flow: text,
    title: text,
    from: text,
    to: text,
    version: text,
    number: whole,
    'replaces?': object({ version: text, number: whole }),
    open: whole,
    problems: list(ref('Problem')),
    changes: object({
      added: list(changedNode),
      removed: list(changedNode),
      changed: list(object({ node: text, title: text, type: text, fields: list(text) })),
      edges: object({ added: list(text), removed: list(text) }),
      flow: list(text),
    }),
    promoted: flag,
  }),
  SlotBinding: object({ environment: text, slot: text, connection: { type: ['string', 'null'] } }),
  SlotPage: page('SlotBinding'),
};
