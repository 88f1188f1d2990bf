import { ConnectorError, defineNode } from './node-type.ts';
import { gives, list, number } from './output.ts';
import { fields } from './schema.ts';

/** Goes through a list: what hangs on port `item` is played once for each of its items. */
export default defineNode({
  type: 'for_each@1',
  title: 'For each',
  summary: 'Plays its body once for every item of a list.',
  group: 'flow',
  icon: 'repeat',
  ports: ['done', 'item'],
  config: fields(
    {
      items: { type: 'array', title: 'Items', 'x-widget': 'expression', maxItems: 10_000 },
      limit: { type: 'integer', title: 'At a time', minimum: 1, maximum: 50, default: 5 },
    },
    ['items'],
  ),
  output: gives({ count: number(), results: list({}, 'By item, what its last step gave') }),
  line: ({ limit }) => `${typeof limit === 'number' ? limit : 5} at a time`,
  run({ config, results }) {
    if (results) return { kind: 'emit', port: 'done', output: { count: results.length, results } };
    const { items, limit } = config;
    if (!Array.isArray(items)) throw new ConnectorError('data.invalid', 'for each needs a list in "items" — check the expression, or wrap one value in [ ]');
    if (items.length === 0) return { kind: 'emit', port: 'done', output: { count: 0, results: [] } };
    return { kind: 'items', items, limit: typeof limit === 'number' ? limit : 5 };
  },
});
