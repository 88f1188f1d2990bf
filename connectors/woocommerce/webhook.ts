/** What a WooCommerce shop tells: verified over the raw bytes, then read topic by topic. */
import { type Json, type JsonObject, ProblemError } from '../../flows/flow.ts';
import { objectOf, textOf } from '../../nodes/json-fields.ts';
import type { Intake } from '../../nodes/node-type.ts';
import type { Webhook } from '../connector.ts';
import { verifyHmac } from '../hmac-webhook.ts';
import { statusOf, toOrder } from './to-order.ts';

export const webhook: Webhook = {
  verify: (request) => verifyHmac('x-wc-webhook-signature', request),
  receive({ headers, body }) {
    const topic = headers['x-wc-webhook-topic'] ?? 'order.created';
    const id = headers['x-wc-webhook-delivery-id'];
    const known: Intake = id === undefined ? {} : { dedupeKey: id };
    // At set-up the shop sends a form with the number of the webhook, to see whether somebody listens.
    if (objectOf(body)['webhook_id'] !== undefined && objectOf(body)['id'] === undefined) return { ...known, ignored: 'the shop only tried the address' };
    const source = objectOf(objectOf(body)['data'] ?? body);
    if (statusOf(textOf(source['status'])) === 'draft') return { ...known, ignored: 'a draft is no order yet; it comes again when it is placed' };
    if (topic === 'order.created') return { ...known, ...created(source, id) };
    if (topic === 'order.updated' || topic === 'order.deleted') return { ...known, ...told(source, topic, id) };
    return { ...known, ignored: `topic ${topic.slice(0, 60)} is not used` };
  },
};

function created(source: JsonObject, id: string | undefined): Intake {
  const order = toOrder(source);
  const intake: Intake = {
    event: 'woocommerce.order_created',
    document: source,
    order: JSON.parse(JSON.stringify(order)) as Json,
    keys: [...new Set([order.number, ...(order.source?.id === undefined ? [] : [order.source.id])])],
  };
  if (order.status !== 'canceled') return intake;
  return {
    ...intake,
    signals: [{ name: 'woocommerce.order_cancelled', key: order.number, id: `${id ?? order.number}:cancelled`, data: { reason: 'canceled in the shop' } }],
  };
}

/** The shop has no message of its own for a cancel, a payment or a refund: the state of the order tells. */
function told(source: JsonObject, topic: string, id: string | undefined): Intake {
  const key = textOf(source['number']) ?? textOf(source['id']);
  if (key === undefined) throw new ProblemError(422, { code: 'order.number_missing', path: '/number', message: 'the message names no order' });
  const status = textOf(source['status']) ?? '';
  const name = nameOf(topic, status, source);
  const data: JsonObject =
    name === 'woocommerce.order_cancelled' ? { reason: `${status || 'deleted'} in the shop`, by: 'the shop' } : { status, total: source['total'] ?? null };
  return { keys: [key], signals: [{ name, key, id: id ?? `${name}:${key}:${textOf(source['date_modified_gmt']) ?? ''}`, data }] };
}

function nameOf(topic: string, status: string, source: JsonObject): string {
  if (status === 'refunded') return 'woocommerce.refund_created';
  if (topic === 'order.deleted' || statusOf(status) === 'canceled') return 'woocommerce.order_cancelled';
  return textOf(source['date_paid_gmt']) === undefined ? 'woocommerce.order_updated' : 'woocommerce.order_paid';
}
