import type { Json, JsonObject } from '../../../flows/flow.ts';
import { fieldOf, listOf, objectOf, textOf } from '../../../nodes/json-fields.ts';
import { ConnectorError, defineNode, type EffectTurn, type Outcome } from '../../../nodes/node-type.ts';
import { gives, id } from '../../../nodes/output.ts';
import { fields } from '../../../nodes/schema.ts';
import { callSystem } from '../../http-call.ts';
import { caller } from '../auth.ts';

/** Marks the order as shipped. Shopify honours no key, but shows every fulfilment of an order with its tracking number. */
export default defineNode({
  type: 'shopify.fulfil@1',
  title: 'Fulfil order',
  summary: 'Marks the order as shipped, with its tracking number.',
  group: 'connectors',
  icon: 'package-check',
  ports: ['fulfilled'],
  config: fields(
    {
      orderId: { type: ['string', 'number'], title: 'Order id', description: 'Id in Shopify; that of the order when empty' },
      tracking: { type: 'string', title: 'Tracking number', minLength: 1 },
      carrier: { type: 'string', title: 'Carrier' },
      notify: { type: 'boolean', title: 'Tell the customer', default: true },
    },
    ['tracking'],
  ),
  effect: { class: 'B', money: true, settle: 3_000, lookup },
  output: gives({ id: id(), status: id(), tracking: id('Tracking number') }),
  line: () => 'With the tracking number',
  async run(turn) {
    const order = orderIdOf(turn);
    const { body: open } = await callSystem(turn, caller, { path: ['orders', order, 'fulfillment_orders.json'] });
    const parts = listOf(fieldOf(open, 'fulfillment_orders'))
      .map(objectOf)
      .filter((part) => part['status'] === 'open' || part['status'] === 'in_progress');
    if (parts.length === 0)
      throw new ConnectorError('connector.conflict', `Shopify has nothing left to fulfil of order ${order} — look at the order in the shop`);
    const { tracking, carrier, notify } = turn.config;
    const fulfillment: JsonObject = {
      line_items_by_fulfillment_order: parts.map((part) => ({ fulfillment_order_id: part['id'] ?? null })),
      tracking_info: { number: tracking ?? null, ...(carrier === undefined ? {} : { company: carrier }) },
      notify_customer: notify !== false,
    };
    const { body } = await callSystem(turn, caller, { path: ['fulfillments.json'], body: { fulfillment } });
    return fulfilled(fieldOf(body, 'fulfillment') ?? null);
  },
});

/** Our reference at Shopify is the tracking number of the parcel. */
async function lookup(turn: EffectTurn): Promise<Outcome | null> {
  const tracking = textOf(turn.config['tracking']);
  const { body } = await callSystem(turn, caller, { path: ['orders', orderIdOf(turn), 'fulfillments.json'] });
  const found = listOf(fieldOf(body, 'fulfillments')).find((each) => {
    const numbers = [objectOf(each)['tracking_number'], ...listOf(objectOf(each)['tracking_numbers'])];
    return objectOf(each)['status'] !== 'cancelled' && numbers.some((number) => textOf(number ?? undefined) === tracking);
  });
  return found === undefined ? null : fulfilled(found);
}

const fulfilled = (fulfilment: Json): Outcome => {
  const { id = null, status = null, tracking_number: tracking = null } = objectOf(fulfilment);
  return { kind: 'emit', output: { id, status, tracking } };
};

function orderIdOf(turn: EffectTurn): string {
  const id = textOf(turn.config['orderId']) ?? textOf(fieldOf(turn.order, 'source', 'id'));
  if (id === undefined) throw new ConnectorError('data.invalid', 'no Shopify order id is known here — give "orderId"');
  return id;
}
