import { fieldOf, textOf } from '../../../nodes/json-fields.ts';
import { ConnectorError, defineNode, type EffectTurn } from '../../../nodes/node-type.ts';
import { gives, id } from '../../../nodes/output.ts';
import { fields } from '../../../nodes/schema.ts';
import { callSystem } from '../../http-call.ts';
import { caller } from '../auth.ts';

/** Marks the order as completed, on which the shop writes to the customer; its state tells whether that happened. */
export default defineNode({
  type: 'woocommerce.complete@1',
  title: 'Complete order',
  summary: 'Marks the order as completed in the shop.',
  group: 'connectors',
  icon: 'circle-check-big',
  ports: ['completed'],
  config: fields({ orderId: { type: ['string', 'number'], title: 'Order id', description: 'Id in the shop; that of the order when empty' } }),
  effect: {
    class: 'B',
    money: false,
    settle: 2_000,
    async lookup(turn) {
      const { body } = await callSystem(turn, caller, { path: ['orders', orderIdOf(turn)] });
      return fieldOf(body, 'status') === 'completed' ? { kind: 'emit', output: { id: fieldOf(body, 'id') ?? null, status: 'completed' } } : null;
    },
  },
  output: gives({ id: id(), status: id() }),
  line: () => 'The shop tells the customer',
  async run(turn) {
    const { body } = await callSystem(turn, caller, { method: 'PUT', path: ['orders', orderIdOf(turn)], body: { status: 'completed' } });
    return { kind: 'emit', output: { id: fieldOf(body, 'id') ?? null, status: fieldOf(body, 'status') ?? null } };
  },
});

function orderIdOf(turn: EffectTurn): string {
  const id = textOf(turn.config['orderId']) ?? textOf(fieldOf(turn.order, 'source', 'id'));
  if (id === undefined) throw new ConnectorError('data.invalid', 'no WooCommerce order id is known here — give "orderId"');
  return id;
}
