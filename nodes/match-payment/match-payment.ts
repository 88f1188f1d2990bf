import type { CashMatched } from '../../flows/documents/statement/cash-book.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { cashItem, cashOf, received } from '../cash-fields.ts';
import { asked } from '../invoice-fields.ts';
import { textOf } from '../json-fields.ts';
import { defineNode } from '../node-type.ts';
import { gives, list, number, text } from '../output.ts';
import { fields } from '../schema.ts';

/** So many payments are told one by one; the counts are of all. */
const most = 200;

const given = gives({
  matched: number('How many are booked'),
  suggested: number('How many a person confirms'),
  unidentified: number('How many nobody knows yet'),
  payments: list(
    gives({
      payment: text(),
      state: text('matched, suggested or unidentified'),
      amount: text(),
      currency: text(),
      'date?': text(),
      because: text(),
      items: list(gives({ ...cashItem, paid: text() }), 'What it pays, or would pay'),
    }),
    `The first ${most}`,
  ),
});

/** Books payments that are as good as certain, and tells the runs that wait for the money. */
export default defineNode({
  type: 'match_payment@1',
  title: 'Match payment',
  summary: 'Finds the open items a payment pays and books it when that is certain.',
  group: 'money',
  icon: 'hand-coins',
  ports: ['matched', 'suggested', 'unidentified'],
  config: fields({
    payment: { type: ['string', 'null'], title: 'Payment', description: 'One payment; all that wait when empty', maxLength: 200, 'x-widget': 'expression' },
  }),
  effect: { class: 'A', money: true, keyLifetime: 10 * 365 * 86_400_000 },
  output: { ports: { matched: given, suggested: given, unidentified: given } },
  line: ({ payment }) => (payment === undefined || payment === null ? 'All that wait' : 'One payment'),
  async run(turn) {
    const payment = textOf(turn.config['payment']);
    const found = await asked(cashOf(turn).match({ key: turn.effectKey, at: turn.now, ...(payment === undefined ? {} : { payment }) }));
    const count = (state: CashMatched['state']): number => found.filter((one) => one.state === state).length;
    const counts = { matched: count('matched'), suggested: count('suggested'), unidentified: count('unidentified') };
    const port = counts.suggested > 0 ? 'suggested' : counts.unidentified > 0 ? 'unidentified' : 'matched';
    const payments: JsonObject[] = found.slice(0, most).map((one) => ({ ...one, items: one.items.map((item) => ({ ...item })) }));
    return { kind: 'emit', port, output: { ...counts, payments }, signals: found.flatMap(received) };
  },
});
