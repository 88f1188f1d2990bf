import { defineNode } from './node-type.ts';
import { fields } from './schema.ts';

/** Waits until every line that leads here was travelled, or can no longer be. */
export default defineNode({
  type: 'join@1',
  title: 'Join',
  summary: 'Goes on once all branches have arrived.',
  group: 'flow',
  icon: 'merge',
  ports: ['done'],
  config: fields({}),
  output: { type: 'object', description: 'By node, what each branch gave', 'x-inputs': true },
  line: () => 'All branches',
  run: (turn) => ({ kind: 'emit', output: turn.input }),
});
