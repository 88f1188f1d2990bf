import { defineNode } from './node-type.ts';
import { message } from './output.ts';
import { fields } from './schema.ts';

/** Starts a run when a person or the API asks for it. */
export default defineNode({
  type: 'manual@1',
  title: 'By hand',
  summary: 'Starts when a person or the API asks for it.',
  group: 'triggers',
  icon: 'hand',
  ports: ['started'],
  trigger: { kind: 'manual' },
  config: fields({}),
  output: message,
  line: () => 'Started by a person or the API',
  run: (turn) => ({ kind: 'emit', output: turn.trigger }),
});
