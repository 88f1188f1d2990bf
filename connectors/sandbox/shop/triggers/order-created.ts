import { defineNode } from '../../../../nodes/node-type.ts';
import { order } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';

/** Starts a run for every order placed in the simulated shop. */
export default defineNode({
  type: 'sandbox_shop.order_created@1',
  title: 'Order placed',
  summary: 'Starts when an order is placed in the sandbox shop.',
  group: 'triggers',
  icon: 'shopping-cart',
  ports: ['placed'],
  config: fields({}),
  trigger: { kind: 'webhook', connector: 'sandbox_shop' },
  output: order,
  line: () => 'Every order of the sandbox shop',
  run: (turn) => ({ kind: 'emit', output: turn.order }),
});
