/** What the API answers about connections: `api/connections.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, figure, flag, instant, list, object, oneOf, page, record, text, whole } from '../shapes.ts';
import { effectClass } from './parts.ts';

const rateLimit = object({ perSecond: { type: 'number' }, 'concurrent?': whole });
const callFigures = object({ calls: whole, refused: whole, busy: whole, failed: whole, p50: figure, p95: figure, rate: figure });
const nodeCard = object({ type: text, title: text, summary: text });

export const connectionsAnswers: Record<string, JsonObject> = {
  ConnectorInfo: object({
    id: text,
    title: text,
    summary: text,
    'logo?': text,
    effectClass,
    auth: anyObject,
    actions: list(nodeCard),
    triggers: list(nodeCard),
    'webhook?': object({ secretField: text }),
    'rateLimit?': rateLimit,
  }),
  ConnectorPage: page('ConnectorInfo'),
  ConnectionInfo: object({
    id: text,
    connector: text,
    title: text,
    paused: flag,
    settings: anyObject,
    secrets: list(text),
    usedBy: list(text),
    slots: list(text),
    'ends?': record(text),
  }),
  ConnectionPage: page('ConnectionInfo'),
  ConnectionTest: object({
    ok: flag,
    words: text,
    ms: whole,
    reach: oneOf('nothing', 'nobody', 'no-right', 'no-place', 'trouble', 'signed-in'),
    'host?': text,
    tried: list(object({ call: text, answer: text, ok: flag, ms: whole, 'text?': text })),
  }),
  ConnectionHealth: object({
    id: text,
    state: oneOf('healthy', 'refusing', 'failing', 'slow', 'quiet', 'paused'),
    words: text,
    hour: callFigures,
    day: callFigures,
    p95s: list(figure),
    'lastOk?': instant,
    'lastNo?': object({ at: instant, code: text, words: text }),
    'limit?': rateLimit,
    ends: list(object({ what: text, at: instant })),
  }),
  ConnectionHealthPage: page('ConnectionHealth'),
};
