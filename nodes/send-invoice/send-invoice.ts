import type { JsonObject } from '../../flows/flow.ts';
import { asked, invoicesOf, numberField, toldBy } from '../invoice-fields.ts';
import { buyerKind, sellerSize } from '../issue-invoice.ts';
import { textOf } from '../json-fields.ts';
import { ConnectorError, defineNode, type EffectTurn, type Outcome } from '../node-type.ts';
import { gives, instant, list, text } from '../output.ts';
import { fields } from '../schema.ts';
import { handOver } from './hand-over.ts';
import { chooseWay } from './way.ts';

const slot = (title: string, description: string): JsonObject => ({ type: 'string', title, description, pattern: '^[a-z][a-z0-9_]{0,47}$', 'x-expr': false });
const tries = list(
  gives({ channel: text(), at: instant(), outcome: text(), because: text(), 'id?': text() }),
  'Each attempt, and the ways that were out of the question',
);

/** Brings an issued invoice to its buyer by the first way that applies, and by the next one where that fails. */
export default defineNode({
  type: 'send_invoice@1',
  title: 'Send invoice',
  summary: 'Sends an issued invoice by network, mail, portal or paper, as law and buyer want it.',
  group: 'money',
  icon: 'send',
  ports: ['sent', 'undeliverable'],
  config: fields(
    {
      number: numberField,
      network: slot('Slot of the network', 'An access point'),
      email: slot('Slot of the mail server', 'Sends the PDF with the data inside'),
      platform: slot('Slot of the platform', 'Of a state, or one it approved'),
      portal: { type: 'boolean', title: 'Portal', description: 'Buyers can fetch it', 'x-more': true },
      paper: { type: 'boolean', title: 'Paper', description: 'Somebody prints what is left', 'x-more': true },
      customer: { type: ['object', 'null'], title: 'Customer', description: 'Its wish and its mail address', 'x-widget': 'expression' },
      to: buyerKind,
      size: sellerSize,
      subject: { type: 'string', title: 'Subject of the mail', maxLength: 300, 'x-more': true },
      patience: {
        type: 'integer',
        title: 'Attempts by one way',
        description: 'Then the next one is taken',
        minimum: 1,
        maximum: 20,
        default: 4,
        'x-more': true,
      },
      lostAnswer: {
        type: 'string',
        title: 'When nobody knows whether a mail left',
        enum: ['again', 'ask'],
        'x-words': { again: 'Send the same mail again', ask: 'A person looks' },
        default: 'again',
        'x-more': true,
      },
    },
    ['number'],
  ),
  effect: { class: 'A', keyLifetime: 365 * 86_400_000 },
  output: {
    ports: {
      sent: gives({ number: text(), channel: text(), id: text('What the receiver calls it'), because: text(), tries }),
      undeliverable: gives({ number: text(), tries }),
    },
  },
  line: ({ network, email }) => [...(network ? ['network'] : []), ...(email ? ['mail'] : [])].join(', then ') || 'Law, network, wish, mail',
  async run(turn) {
    const book = invoicesOf(turn);
    const number = textOf(turn.config['number']) ?? '';
    const record = await asked(book.read(number));
    if (!record) throw new ConnectorError('data.invalid', `There is no invoice ${number.slice(0, 60)} — issue it first`);
    const way = await chooseWay(turn, await asked(book.document(number)));
    for (const { channel, because } of way.skipped)
      await asked(book.tried(number, { key: `${turn.effectKey} ${channel} skipped`, channel, at: turn.now, outcome: 'skipped', because }));
    for (const choice of way.chain) {
      const taken = await handOver(turn, number, choice, way);
      if (taken) return sent(turn, number, choice.channel, taken);
    }
    return { kind: 'emit', port: 'undeliverable', output: { number, tries: await triesOf(turn, number) } };
  },
});

/** What was cleared later, or answered already, keeps its state. */
async function sent(turn: EffectTurn, number: string, channel: string, { id, because }: { id: string; because: string }): Promise<Outcome> {
  const book = invoicesOf(turn);
  const { by, evidence } = toldBy(turn);
  const now = await asked(book.read(number));
  if (now && now.state !== 'awaiting_clearance')
    for (const state of ['queued', 'sent'] as const)
      await asked(book.tell(number, { key: `${turn.effectKey} ${state}`, state, at: turn.now, by, evidence: { ...evidence, channel, id } }));
  return { kind: 'emit', port: 'sent', output: { number, channel, id, because, tries: await triesOf(turn, number) } };
}

async function triesOf(turn: EffectTurn, number: string): Promise<JsonObject[]> {
  const record = await asked(invoicesOf(turn).read(number));
  const own = record?.tries.filter(({ key }) => key.startsWith(`${turn.effectKey} `)) ?? [];
  return own.map(({ key: _, at, ...one }) => ({ ...one, at: new Date(at).toISOString() }));
}
