/** What the API answers about live: `api/live.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, list, object, oneOf, text } from '../shapes.ts';

export const liveAnswers: Record<string, JsonObject> = {
  DemoState: object({ systems: list(anyObject), window: text }),
  LiveEvent: { type: 'object', required: ['kind', 'id'], properties: { kind: oneOf('run', 'task', 'delivery', 'flow', 'held'), id: text } },
};
