import { defineNode } from './node-type.ts';
import { gives, number } from './output.ts';
import { fields } from './schema.ts';

/** Answers the sender who asked to wait (`Prefer: wait`). */
export default defineNode({
  type: 'respond@1',
  title: 'Respond',
  summary: 'Answers the sender of the message, if it waits.',
  group: 'flow',
  icon: 'reply',
  ports: ['done'],
  config: fields({
    status: { type: 'integer', title: 'Status', minimum: 200, maximum: 599, default: 200 },
    body: { title: 'Body', 'x-widget': 'json' },
  }),
  output: gives({ status: number(), body: { 'x-shape-of': 'body' } }),
  line: ({ status }) => `Answers ${typeof status === 'number' ? status : 200}`,
  run: ({ config }) => ({ kind: 'emit', output: { status: config['status'] ?? 200, body: config['body'] ?? null } }),
});
