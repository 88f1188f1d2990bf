/** What the simulated systems tell the hub: `{type, data}`, signed as Standard Webhooks describes. */
import { ProblemError } from '../../flows/flow.ts';
import { listOf, objectOf, textOf } from '../../nodes/json-fields.ts';
import type { Intake } from '../../nodes/node-type.ts';
import type { Webhook } from '../connector.ts';
import { verifyStandard } from '../standard-webhook.ts';

/** Message type → name of the signal it becomes. */
const signals: Record<string, string> = {
  'order.canceled': 'sandbox_shop.order_cancelled',
  'order.edited': 'sandbox_shop.order_edited',
  'installer.contacted': 'installer.contacted',
  'installer.booked': 'installer.booked',
  'quote.accepted': 'quote.accepted',
  'quote.withdrawn': 'quote.withdrawn',
  'payment.received': 'payment.received',
};

export const sandboxWebhook: Webhook = {
  verify: verifyStandard,
  receive({ headers, body }) {
    const type = textOf(objectOf(body)['type']) ?? '';
    const data = objectOf(objectOf(body)['data']);
    const number = textOf(data['number']);
    const id = headers['webhook-id'];
    const known: Intake = id === undefined ? {} : { dedupeKey: id };
    if (type !== 'order.created' && signals[type] === undefined)
      return { ...known, ignored: `message ${type === '' ? 'without a type' : `"${type.slice(0, 60)}"`} is not known` };
    if (number === undefined)
      throw new ProblemError(422, { code: 'order.number_missing', path: '/data/number', message: 'the message names no order number; send it as data.number' });
    const name = signals[type];
    if (name !== undefined) return { ...known, keys: [number], signals: [{ name, key: number, id: id ?? `${name}:${number}`, data }] };
    if (listOf(data['lines']).length === 0)
      throw new ProblemError(422, { code: 'order.empty', path: '/data/lines', message: `order ${number} has no lines; send it once it is complete` });
    // The sandbox shop speaks the canonical form.
    return { ...known, event: 'sandbox_shop.order_created', document: data, order: data, keys: [number] };
  },
};
