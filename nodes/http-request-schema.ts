/** The form of an HTTP request. */
import type { JsonObject } from '../flows/flow.ts';
import { fields } from './schema.ts';

const path: JsonObject = {
  type: 'array',
  title: 'Path',
  description: 'Parts from data, each sent as one encoded segment',
  items: { type: ['string', 'number'] },
  maxItems: 20,
};
const query: JsonObject = { type: 'object', title: 'Query', 'x-widget': 'pairs' };

export const config: JsonObject = fields(
  {
    method: { type: 'string', title: 'Method', enum: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], default: 'GET', 'x-expr': false },
    url: { type: 'string', title: 'Address', minLength: 1, maxLength: 4000 },
    path,
    query,
    headers: { type: 'object', title: 'Headers', 'x-widget': 'pairs' },
    body: { title: 'Body', 'x-widget': 'json' },
    expect: {
      type: 'array',
      title: 'Expected statuses',
      description: 'Any 2xx when empty',
      items: { type: 'integer', minimum: 100, maximum: 599 },
      'x-expr': false,
    },
    answer: { type: 'string', title: 'Answer is', enum: ['json', 'text'], default: 'json', 'x-expr': false },
    okWhen: { type: 'object', title: 'Fine when', description: 'Fields of the answer and the values they must have', 'x-expr': false },
    class: {
      type: 'string',
      title: 'Repeating it',
      description: 'A: the receiver honours our key · B: it can be looked up · C: neither',
      enum: ['A', 'B', 'C'],
      'x-expr': false,
    },
    keyHeader: { type: 'string', title: 'Key header', default: 'idempotency-key', pattern: '^[A-Za-z0-9-]+$', 'x-expr': false },
    lookup: {
      ...fields({ url: { type: 'string' }, path, query, found: { type: 'string', description: 'Field of the answer that is filled when it happened' } }, [
        'url',
      ]),
      title: 'Look-up',
    },
    auth: {
      ...fields({ header: { type: 'string' }, prefix: { type: 'string' }, secret: { type: 'string' } }),
      title: 'Secret of the connection',
      'x-expr': false,
    },
  },
  ['url'],
);
