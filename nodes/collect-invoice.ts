import { type Billable, closesAt, type Frequency, frequencies, groupOf } from '../flows/documents/outgoing/collect.ts';
import { isoOf } from './instant.ts';
import { asked, invoicesOf } from './invoice-fields.ts';
import { listOf, objectOf, textOf } from './json-fields.ts';
import { defineNode } from './node-type.ts';
import { gives, instant, number, text } from './output.ts';
import { fields } from './schema.ts';

const given = gives({ collection: text('For close collection'), closesAt: instant(), count: number('Deliveries so far') });

/** Puts a delivery to the others of its customer and period: the first of them waits and bills all, the rest are done. */
export default defineNode({
  type: 'collect_invoice@1',
  title: 'Collect for invoice',
  summary: 'Collects deliveries of a customer for one invoice per day, week or month.',
  group: 'money',
  icon: 'inbox',
  ports: ['leads', 'joined'],
  config: fields(
    {
      frequency: {
        type: 'string',
        title: 'One invoice',
        enum: [...frequencies],
        'x-words': { daily: 'a day', weekly: 'a week', two_weekly: 'every two weeks', monthly: 'a month' },
      },
      cutOff: {
        type: 'string',
        title: 'Until',
        description: 'On the last day, in the zone of the flow; midnight when empty',
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
        'x-more': true,
      },
      apart: {
        type: ['array', 'null'],
        title: 'Kept apart by',
        description: 'Purchase order, cost centre, legal entity',
        items: { type: ['string', 'null'] },
        'x-widget': 'expression',
        'x-more': true,
      },
      order: { type: 'object', title: 'Order', description: 'That of the run when empty', 'x-widget': 'expression', 'x-more': true },
      delivery: {
        type: ['object', 'null'],
        title: 'Delivery',
        description: 'number, date, lines of id and quantity; the whole order when empty',
        'x-widget': 'expression',
      },
    },
    ['frequency'],
  ),
  effect: { class: 'A', money: true, keyLifetime: 10 * 365 * 86_400_000 },
  output: { ports: { leads: given, joined: given } },
  line: ({ frequency }) => (typeof frequency === 'string' ? frequency.replaceAll('_', ' ') : 'By day, week or month'),
  async run(turn) {
    const { config, effectKey, now, zone } = turn;
    const delivery = objectOf(config['delivery']);
    const billable = {
      order: config['order'] ?? turn.order,
      ...(Object.keys(delivery).length === 0 ? {} : { delivery }),
    } as unknown as Billable; // what it lacks is found when it is billed
    const ends = closesAt(config['frequency'] as Frequency, turn.since, zone, textOf(config['cutOff'])); // its schema names them
    const group = groupOf(
      billable,
      listOf(config['apart']).map((one) => textOf(one) ?? ''),
    );
    const { collection, leads, closesAt: closing, count } = await asked(invoicesOf(turn).collect({ key: effectKey, group, closesAt: ends, billable, at: now }));
    return { kind: 'emit', port: leads ? 'leads' : 'joined', output: { collection, closesAt: isoOf(closing), count } };
  },
});
