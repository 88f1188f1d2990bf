/** What a shop tells: verified over the raw bytes, then read topic by topic. */
import { type Json, type JsonObject, ProblemError } from '../../flows/flow.ts';
import { listOf, objectOf, textOf } from '../../nodes/json-fields.ts';
import type { Inbound, Intake } from '../../nodes/node-type.ts';
import type { Webhook } from '../connector.ts';
import { verifyHmac } from '../hmac-webhook.ts';
import { toOrder } from './to-order.ts';

/** Topic → signal it becomes. */
const signals: Record<string, string> = {
  'orders/paid': 'shopify.order_paid',
  'orders/cancelled': 'shopify.order_cancelled',
  'orders/updated': 'shopify.order_updated',
  'orders/fulfilled': 'shopify.order_fulfilled',
  'fulfillments/create': 'shopify.order_fulfilled',
  'refunds/create': 'shopify.refund_created',
};

export const webhook: Webhook = {
  verify: (request) => verifyHmac('x-shopify-hmac-sha256', request),
  receive(inbound) {
    const topic = inbound.headers['x-shopify-topic'] ?? topicOf(inbound.body);
    const id = inbound.headers['x-shopify-webhook-id'];
    const known: Intake = id === undefined ? {} : { dedupeKey: id };
    if (topic === 'orders/create') return { ...known, ...created(inbound, id) };
    const name = topic === undefined ? undefined : signals[topic];
    if (name === undefined) return { ...known, ignored: topicWords(topic) };
    return { ...known, ...told(inbound, name, id) };
  },
};

/** A message without its topic header is read by what it holds. */
function topicOf(body: Json): string | undefined {
  if (objectOf(body)['draft_order'] !== undefined) return 'draft_orders/create';
  return orderIn(body)['line_items'] === undefined ? undefined : 'orders/create';
}

function topicWords(topic: string | undefined): string {
  if (topic === undefined) return 'the message names no topic';
  if (topic.startsWith('draft_orders/')) return 'a draft is no order yet; it comes again as an order when it is completed';
  return `topic ${topic.slice(0, 60)} is not used`;
}

/** The order, bare or wrapped in `order`. */
const orderIn = (body: Json): JsonObject => objectOf(objectOf(body)['order'] ?? body);

/** What news are about, bare or wrapped in its name as the shop's own interface answers it. */
const newsIn = (body: Json): JsonObject => objectOf(objectOf(body)['fulfillment'] ?? objectOf(body)['refund'] ?? orderIn(body));

function created({ body }: Inbound, id: string | undefined): Intake {
  if (objectOf(body)['draft_order'] !== undefined) return { ignored: topicWords('draft_orders/create') };
  const source = orderIn(body);
  const order = toOrder(source);
  const keys = keysOf(order.number, source);
  // `number` of a shop counts from 1 and is shown nowhere; here it is the name people and signals use, as in every order.
  const document = { ...source, number: order.number };
  const intake: Intake = { event: 'shopify.order_created', document, order: JSON.parse(JSON.stringify(order)) as Json, keys };
  if (order.status !== 'canceled') return intake;
  // It was canceled before it reached us: the run starts and finds its cancel waiting.
  const reason = textOf(source['cancel_reason']) ?? 'canceled in the shop';
  return {
    ...intake,
    signals: [
      { name: 'shopify.order_cancelled', key: order.number, id: `${id ?? order.number}:cancelled`, data: { reason, at: source['cancelled_at'] ?? null } },
    ],
  };
}

/** News about an order. Refunds and fulfilments know only the shop's id of it, which is a key of the run too. */
function told({ body }: Inbound, name: string, id: string | undefined): Intake {
  const source = newsIn(body);
  const key = textOf(source['order_id']) ?? textOf(source['name']) ?? textOf(source['order_number']) ?? textOf(source['id']);
  if (key === undefined) throw new ProblemError(422, { code: 'order.number_missing', path: '/name', message: 'the message names no order' });
  return {
    keys: [key],
    signals: [{ name, key, id: id ?? `${name}:${textOf(source['id']) ?? key}:${textOf(source['updated_at']) ?? ''}`, data: dataOf(name, source) }],
  };
}

function dataOf(name: string, source: JsonObject): JsonObject {
  if (name === 'shopify.order_cancelled')
    return { reason: textOf(source['cancel_reason']) ?? 'canceled in the shop', at: source['cancelled_at'] ?? null, by: 'the shop' };
  if (name === 'shopify.order_updated')
    return { order: listOf(source['line_items']).length > 0 ? (JSON.parse(JSON.stringify(toOrder(source))) as Json) : null };
  return source;
}

/** What a run is found by: the name people use, and the id other messages of the shop carry. */
function keysOf(number: string, source: JsonObject): string[] {
  const id = textOf(source['id']);
  return id === undefined ? [number] : [number, id];
}
