import { defineNode } from './node-type.ts';
import { fields } from './schema.ts';

/** Builds a value from what the run knows. */
export default defineNode({
  type: 'transform@1',
  title: 'Transform',
  summary: 'Builds a value from what the run knows.',
  group: 'flow',
  icon: 'braces',
  ports: ['done'],
  config: fields(
    {
      output: { title: 'Output', 'x-widget': 'json' },
      as: {
        type: 'string',
        title: 'Becomes',
        description: 'order: what the steps after this one see as the order',
        enum: ['order'],
        'x-words': { order: 'The order' },
        'x-expr': false,
      },
    },
    ['output'],
  ),
  output: { 'x-shape-of': 'output' },
  line: ({ as }) => (as === 'order' ? 'Becomes the order' : 'Builds a value'),
  run: ({ config }) => ({ kind: 'emit', output: config['output'] ?? null, ...(config['as'] === 'order' ? { setsOrder: true } : {}) }),
});
