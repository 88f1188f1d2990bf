/** What the API answers about people: `api/people.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anything, flag, instant, object, oneOf, page, text, whole } from '../shapes.ts';
import { reviewMark } from './parts.ts';

const role = oneOf('admin', 'operator');

export const peopleAnswers: Record<string, JsonObject> = {
  Me: object({ id: text, email: text, name: text, role, demo: flag, environment: oneOf('Demo', 'Test', 'Production'), version: text, 'review?': reviewMark }),
  TokenInfo: object({ id: text, name: text, role, createdAt: instant, expiresAt: instant, 'token?': text }),
  TokenPage: page('TokenInfo'),
  KeyRotation: object({ from: text, to: text }),
  BackupAnswer: object({ file: text, bytes: whole }),
  AuditInfo: object({
    seq: whole,
    at: instant,
    by: object({ id: text, name: text }),
    what: text,
    on: text,
    'reason?': text,
    'before?': anything,
    'after?': anything,
    'from?': text,
    'requestId?': text,
  }),
  AuditPage: page('AuditInfo'),
  AuditCheck: object({ rows: whole, 'broken?': object({ seq: whole, why: text }) }),
};
