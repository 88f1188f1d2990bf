import { defineNode } from '../../../nodes/node-type.ts';
import { order } from '../../../nodes/output.ts';
import { fields } from '../../../nodes/schema.ts';

/** Starts a run for every order placed in the shop. */
export default defineNode({
  type: 'woocommerce.order_created@1',
  title: 'Order placed',
  summary: 'Starts when an order is placed in a WooCommerce shop.',
  group: 'triggers',
  icon: 'shopping-bag',
  ports: ['placed'],
  config: fields({}),
  trigger: { kind: 'webhook', connector: 'woocommerce' },
  output: order,
  line: () => 'Every order of the shop',
  run: (turn) => ({ kind: 'emit', output: turn.order }),
});
