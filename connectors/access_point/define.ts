/** A connector that speaks as an access point does, under its own name. */

import { textOf } from '../../nodes/json-fields.ts';
import { defineNode, type NodeType, type Through } from '../../nodes/node-type.ts';
import { gives, message, text } from '../../nodes/output.ts';
import { fields } from '../../nodes/schema.ts';
import type { InvoiceChannel } from '../../nodes/send-invoice/channel.ts';
import { type Connector, defineConnector } from '../connector.ts';
import type { Means } from '../http-call.ts';
import { type AccessPoint, accessPoint, keyHeader } from './dialect.ts';
import { answerWebhook } from './webhook.ts';

type Told = Pick<Connector, 'id' | 'title' | 'summary' | 'baseUrl' | 'rateLimit' | 'auth' | 'test'>;

export function defineAccessPoint(told: Told): Connector {
  const point = accessPoint(told.title);
  return defineConnector({
    ...told,
    effectClass: 'A',
    keyHeader,
    keyLifetimeMs: 30 * 86_400_000,
    actions: [lookUp(told.id, point), status(told.id, point)],
    triggers: [answered(told.id)],
    webhook: answerWebhook(told.id),
    invoiceChannel: channelOf(point),
  });
}

function channelOf(point: AccessPoint): InvoiceChannel {
  const means = ({ connection, http }: Through, effectKey: string): Means => ({ connection, http, effectKey, effectClass: 'A', now: Date.now() });
  return {
    name: 'network',
    honoursKey: true,
    lookup: (by, participant, documentType) => point.lookup(means(by, ''), participant, documentType),
    submit: (by, parcel) => point.submit(means(by, parcel.key), parcel),
  };
}

const lookUp = (id: string, point: AccessPoint): NodeType =>
  defineNode({
    type: `${id}.look_up@1`,
    title: 'Look up buyer',
    summary: 'Asks the network whether a buyer takes this kind of document.',
    group: 'connectors',
    icon: 'radio-tower',
    ports: ['reachable', 'absent'],
    config: fields(
      {
        participant: { type: 'string', title: 'Address', description: 'Scheme and value, 0192:987654325', pattern: '^\\w{2,4}:.{1,60}$' },
        documentType: { type: 'string', title: 'Kind of document', minLength: 1, maxLength: 500 },
      },
      ['participant', 'documentType'],
    ),
    effect: { class: 'A' },
    output: gives({ because: text() }),
    line: ({ participant }) => (typeof participant === 'string' ? participant : 'Is the buyer there?'),
    async run(turn) {
      const [scheme = '', value = ''] = (textOf(turn.config['participant']) ?? '').split(/:(.*)/s);
      const { reachable, because } = await point.lookup(turn, { scheme, value }, textOf(turn.config['documentType']) ?? '');
      return { kind: 'emit', port: reachable ? 'reachable' : 'absent', output: { because } };
    },
  });

const status = (id: string, point: AccessPoint): NodeType =>
  defineNode({
    type: `${id}.status@1`,
    title: 'Ask what became of it',
    summary: 'Asks the access point for the status of a document it took.',
    group: 'connectors',
    icon: 'radio-tower',
    ports: ['done'],
    config: fields({ id: { type: 'string', title: 'Id', description: 'As send invoice gives it', minLength: 1, maxLength: 200 } }, ['id']),
    effect: { class: 'A' },
    output: message,
    line: () => 'Of a document it took',
    run: async (turn) => ({ kind: 'emit', output: await point.status(turn, textOf(turn.config['id']) ?? '') }),
  });

const answered = (id: string): NodeType =>
  defineNode({
    type: `${id}.invoice_answered@1`,
    title: 'Invoice answered',
    summary: 'Starts when network or buyer say what became of an invoice.',
    group: 'triggers',
    icon: 'inbox',
    ports: ['answered'],
    config: fields({}),
    trigger: { kind: 'webhook', connector: id },
    output: gives({ number: text(), state: text('As record answer to invoice takes it'), evidence: { type: 'object' } }),
    line: () => 'Receipts, refusals, responses',
    run: (turn) => ({ kind: 'emit', output: turn.trigger }),
  });
