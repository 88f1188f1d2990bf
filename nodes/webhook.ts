import { defineNode } from './node-type.ts';
import { message } from './output.ts';
import { fields } from './schema.ts';

/** Starts a run for every message at an address of its own. */
export default defineNode({
  type: 'webhook@1',
  title: 'Webhook',
  summary: 'Starts when a message arrives at its own address.',
  group: 'triggers',
  icon: 'webhook',
  ports: ['received'],
  trigger: { kind: 'webhook' },
  config: fields(
    {
      path: { type: 'string', title: 'Path', description: 'Address after /in/', pattern: '^[a-z0-9][a-z0-9_/-]{0,119}$', 'x-expr': false },
      signature: {
        type: 'string',
        title: 'Signature',
        enum: ['none', 'hmac', 'standard'],
        default: 'none',
        'x-words': { none: 'None', hmac: 'HMAC', standard: 'Standard' },
        'x-expr': false,
      },
      secret: {
        type: 'string',
        title: 'Secret',
        description: 'The slot and its secret field, as slot.field',
        'x-when': { signature: ['hmac', 'standard'] },
        pattern: '^[a-z][a-z0-9_]*\\.[A-Za-z][A-Za-z0-9_]*$',
        'x-expr': false,
      },
      dedupe: { title: 'Same message when', description: 'Two messages with this value are one', 'x-widget': 'expression' },
    },
    ['path'],
  ),
  // The door evaluates `dedupe` on the message itself, before there is a run.
  raw: ['dedupe'],
  output: message,
  line: ({ path }) => `POST /in/${typeof path === 'string' ? path : '…'}`,
  check: ({ config = {} }, id) =>
    (config['signature'] ?? 'none') !== 'none' && config['secret'] === undefined
      ? [
          {
            code: 'config.invalid',
            path: `/nodes/${id}/config/secret`,
            node: id,
            message: `${id} checks signatures and needs the secret they are made with — name it as slot.field.`,
          },
        ]
      : [],
  run: (turn) => ({ kind: 'emit', output: turn.trigger }),
});
