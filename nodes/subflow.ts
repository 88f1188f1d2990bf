import { ConnectorError, defineNode } from './node-type.ts';
import { fields } from './schema.ts';

/** Runs another flow as a child and goes on with its output. */
export default defineNode({
  type: 'subflow@1',
  title: 'Subflow',
  summary: 'Runs another flow and goes on with its result.',
  group: 'flow',
  icon: 'workflow',
  ports: ['done'],
  config: fields(
    {
      flow: { type: 'string', title: 'Flow', pattern: '^[a-z][a-z0-9_]{0,47}$', 'x-expr': false, 'x-widget': 'flow' },
      input: { title: 'Input', description: 'What the flow gets as its trigger; the order when empty', 'x-widget': 'json' },
    },
    ['flow'],
  ),
  output: { description: 'What the other flow came to' },
  line: ({ flow }) => String(flow ?? '…'),
  run({ config, results, order }) {
    if (results) return { kind: 'emit', output: results[0] ?? null };
    if (typeof config['flow'] !== 'string') throw new ConnectorError('config.invalid', 'a subflow names the flow it runs');
    return { kind: 'child', flow: config['flow'], input: config['input'] ?? order };
  },
});
