/** The form of an HTTP request. */
import type { JsonObject } from '../flows/flow.ts';
import { fields } from './schema.ts';

const path: JsonObject = {
  type: 'array',
  title: 'Path',
  description: 'Parts from data, each sent as one encoded segment',
  items: { type: ['string', 'number'] },
  maxItems: 20,
  'x-more': true,
};
/** Methods that change something at the receiver. */
const writes = { method: ['POST', 'PUT', 'PATCH', 'DELETE'] };
const query: JsonObject = { type: 'object', title: 'Query', 'x-widget': 'pairs' };

export const config: JsonObject = fields(
  {
    method: { type: 'string', title: 'Method', enum: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], default: 'GET', 'x-expr': false },
    url: { type: 'string', title: 'Address', description: 'With https://, or a path under the connection', minLength: 1, maxLength: 4000 },
    path,
    query,
    headers: { type: 'object', title: 'Headers', 'x-widget': 'pairs' },
    body: { title: 'Body', 'x-widget': 'json', 'x-when': writes },
    expect: {
      type: 'array',
      title: 'Expected statuses',
      description: 'Any 2xx when empty',
      items: { type: 'integer', minimum: 100, maximum: 599 },
      'x-more': true,
      'x-expr': false,
    },
    answer: {
      type: 'string',
      title: 'Answer is',
      enum: ['json', 'text'],
      default: 'json',
      'x-words': { json: 'JSON', text: 'Text' },
      'x-more': true,
      'x-expr': false,
    },
    okWhen: { type: 'object', title: 'Fine when', description: 'Fields of the answer and the values they must have', 'x-more': true, 'x-expr': false },
    class: {
      type: 'string',
      title: 'Repeating it',
      description: 'What the receiver makes of the same call when the first answer was lost',
      enum: ['A', 'B', 'C'],
      'x-words': { A: 'A, it honours our key', B: 'B, it can be looked up', C: 'C, neither' },
      'x-when': writes,
      'x-expr': false,
    },
    keyHeader: { type: 'string', title: 'Key header', 'x-when': { class: 'A' }, default: 'idempotency-key', pattern: '^[A-Za-z0-9-]+$', 'x-expr': false },
    lookup: {
      ...fields(
        {
          url: { type: 'string', title: 'Address' },
          path,
          query,
          found: { type: 'string', title: 'Found in', description: 'Field of the answer that is filled when it happened' },
        },
        ['url'],
      ),
      title: 'Look-up',
      description: 'Where to see whether the receiver already has it',
      'x-when': { class: 'B' },
    },
    auth: {
      ...fields({
        header: { type: 'string', title: 'Header', description: 'authorization when empty' },
        prefix: { type: 'string', title: 'Before it', description: 'Bearer when empty' },
        secret: { type: 'string', title: 'Secret field', description: 'token when empty' },
      }),
      title: 'Secret of the connection',
      'x-more': true,
      'x-expr': false,
    },
  },
  ['url'],
);
