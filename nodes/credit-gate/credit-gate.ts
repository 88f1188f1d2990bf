import type { JsonObject } from '../../flows/flow.ts';
import { isMoney } from '../../flows/flow.ts';
import { fromMinor } from '../../flows/money.ts';
import { addressOf } from '../http-address.ts';
import { jsonOf, refusalOf } from '../http-status.ts';
import { isoOf } from '../instant.ts';
import { fieldOf, objectOf, textOf } from '../json-fields.ts';
import { ConnectorError, defineNode, type EffectTurn } from '../node-type.ts';
import { amount, gives, instant, list, text } from '../output.ts';
import { fields, money } from '../schema.ts';
import { decide } from './decide.ts';
import { exposureOf, mergeKnown } from './exposure.ts';

const rule = (title: string, extra: JsonObject = {}): JsonObject => ({
  title,
  'x-off': 'Standard',
  anyOf: [
    { const: false, title: 'Off' },
    { ...fields({ ...extra, reaction: { type: 'string', title: 'Then', enum: ['approve', 'review', 'reject'], default: 'review' } }), title: 'Own' },
  ],
});

/** Lets an order pass when the customer's credit covers it. */
export default defineNode({
  type: 'credit_gate@1',
  title: 'Credit gate',
  summary: 'Checks whether the credit of the customer covers the order.',
  group: 'money',
  icon: 'scale',
  ports: ['approved', 'review', 'rejected'],
  config: fields({
    customer: { type: ['string', 'number'], title: 'Customer', description: 'Number in the ERP; the customer of the order when empty' },
    amount: money('Amount'),
    limit: money('Limit'),
    exposure: {
      ...fields({
        open: money('Open invoices'),
        unbilled: money('Unbilled'),
        orders: money('Open orders'),
        inFlight: money('In flight'),
        secured: money('Secured'),
        blocked: { type: 'boolean', title: 'Blocked' },
      }),
      title: 'Exposure',
      description: 'Figures that come from the flow instead of the ERP',
      'x-more': true,
    },
    rules: {
      ...fields({
        R1: rule('Over the limit'),
        R2: rule('Overdue', { days: { type: 'integer', title: 'Days', minimum: 0 }, minimum: money('More than') }),
        R5: rule('Order too large', { maximum: money('Maximum') }),
        R11: {
          title: 'Prepaid passes',
          'x-off': 'Standard',
          anyOf: [
            { const: false, title: 'Off' },
            { ...fields({ methods: { type: 'array', title: 'Methods', items: { type: 'string' } } }), title: 'Own' },
          ],
        },
      }),
      title: 'Rules',
    },
  }),
  effect: { class: 'A', money: false },
  output: gives({
    decision: { enum: ['approved', 'review', 'rejected'] },
    sentence: text('The decision in words'),
    rules: list(text(), 'Ids of the rules that fired'),
    'customer?': text(),
    exposure: amount('What the customer owes and will owe, this order included'),
    limit: amount(),
    headroom: amount('Limit less exposure'),
    terms: gives({
      order: amount(),
      'open?': amount('Open invoices'),
      'unbilled?': amount(),
      'orders?': amount('Open orders'),
      'inFlight?': amount(),
      'secured?': amount(),
    }),
    decidedAt: instant(),
  }),
  line: ({ limit }) => (isMoney(limit) ? `Limit ${limit.amount} ${limit.currency}` : 'Limit of the customer'),
  async run(turn) {
    const { config, order } = turn;
    const amount = config['amount'] ?? fieldOf(order, 'total');
    if (!isMoney(amount)) throw new ConnectorError('data.invalid', 'the credit gate finds no amount — give "amount", or an order with a total');
    const customer = textOf(config['customer']) ?? textOf(fieldOf(order, 'customer', 'number')) ?? textOf(fieldOf(order, 'customer', 'id'));
    const known = mergeKnown(turn.connection ? await ask(turn, customer) : null, config['exposure']);
    const exposure = exposureOf(amount, known, config['limit']);
    const paymentMethod = textOf(fieldOf(order, 'payment', 'method')) ?? textOf(fieldOf(order, 'paymentMethod'));
    const isPaid = ['captured', 'paid'].includes(textOf(fieldOf(order, 'payment', 'state')) ?? '');
    const verdict = decide({ exposure, amount, paymentMethod, isPaid, known, rules: objectOf(config['rules']), today: isoOf(turn.now).slice(0, 10) });
    const output: JsonObject = {
      decision: verdict.decision,
      sentence: verdict.sentence,
      rules: verdict.rules,
      ...(customer === undefined ? {} : { customer }),
      exposure: { ...fromMinor(exposure.total, exposure.currency) },
      limit: { ...fromMinor(exposure.limit, exposure.currency) },
      headroom: { ...fromMinor(exposure.limit - exposure.total, exposure.currency) },
      terms: Object.fromEntries(Object.entries(exposure.terms).map(([name, term]) => [name, { ...term }])),
      decidedAt: isoOf(turn.now),
    };
    return { kind: 'emit', port: verdict.decision, output };
  },
});

/** The ERP's view of the customer; nobody it knows means no limit, which is for a person to judge. */
async function ask(turn: EffectTurn, customer: string | undefined): Promise<JsonObject | null> {
  const { connection } = turn;
  const base = connection?.settings['baseUrl'];
  if (!connection || typeof base !== 'string')
    throw new ConnectorError('connection.missing', 'the credit gate has a connection without a base address — complete it in the connections');
  if (customer === undefined) throw new ConnectorError('data.invalid', 'the credit gate finds no customer to ask the ERP about — give "customer"');
  const url = addressOf(base, ['credit', customer]);
  const answer = await turn.http({
    method: 'GET',
    url: url.href,
    headers: { accept: 'application/json', authorization: `Bearer ${connection.secret('token')}` },
  });
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw refusalOf(url.host, answer, turn.now, 'read');
  return objectOf(jsonOf(url.host, answer));
}
