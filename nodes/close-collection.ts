import { merge } from '../flows/documents/outgoing/collect.ts';
import type { JsonObject } from '../flows/flow.ts';
import { asked, invoicesOf } from './invoice-fields.ts';
import { textOf } from './json-fields.ts';
import { defineNode } from './node-type.ts';
import { gives, number, order } from './output.ts';
import { fields } from './schema.ts';

/** Ends a collection and gives what was collected as one order with its delivery, for build invoice. */
export default defineNode({
  type: 'close_collection@1',
  title: 'Close collection',
  summary: 'Ends a collection of deliveries and gives them as one order to bill.',
  group: 'money',
  icon: 'file-check',
  ports: ['closed'],
  config: fields(
    {
      collection: {
        type: 'string',
        title: 'Collection',
        description: 'As collect for invoice gives it',
        minLength: 1,
        maxLength: 100,
        'x-widget': 'expression',
      },
    },
    ['collection'],
  ),
  effect: { class: 'A', money: true, keyLifetime: 10 * 365 * 86_400_000 },
  output: gives({ order, delivery: { type: 'object' }, count: number('Deliveries') }),
  line: () => 'Everything collected as one order',
  async run(turn) {
    const collected = await asked(invoicesOf(turn).close(textOf(turn.config['collection']) ?? '', turn.effectKey, turn.now));
    const merged = await asked(Promise.resolve().then(() => merge(collected)));
    return { kind: 'emit', output: { ...(JSON.parse(JSON.stringify(merged)) as JsonObject), count: collected.length } }; // orders hold nothing but JSON
  },
});
