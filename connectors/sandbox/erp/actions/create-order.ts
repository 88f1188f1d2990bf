import { objectOf, textOf } from '../../../../nodes/json-fields.ts';
import { defineNode } from '../../../../nodes/node-type.ts';
import { answers, text } from '../../../../nodes/output.ts';
import { fields, money } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { linesField, orderField, orderNumberOf } from '../../connect.ts';
import { caller } from '../caller.ts';

/** Books the order in the ERP. */
export default defineNode({
  type: 'sandbox_erp.create_order@1',
  title: 'Create order in ERP',
  summary: 'Books the order in the ERP.',
  group: 'connectors',
  icon: 'factory',
  ports: ['created'],
  config: fields({ order: orderField, lines: linesField, total: money('Total'), customer: { type: ['string', 'number'], title: 'Customer' } }),
  effect: { class: 'A', money: true },
  output: answers({ id: text('Number in the ERP'), number: text('Number of the order') }),
  line: () => 'Sales order',
  async run(turn) {
    const order = objectOf(turn.order);
    const body = {
      number: orderNumberOf(turn),
      customer: turn.config['customer'] ?? customerOf(order['customer']),
      total: turn.config['total'] ?? order['total'] ?? null,
      lines: turn.config['lines'] ?? order['lines'] ?? [],
    };
    const answer = await callSystem(turn, caller, { path: ['orders'], body });
    const id = textOf(objectOf(answer.body)['id']);
    return { kind: 'emit', output: answer.body, ...(id === undefined ? {} : { keys: [id] }) };
  },
});

const customerOf = (customer: Parameters<typeof objectOf>[0]) =>
  textOf(objectOf(customer)['number']) ?? textOf(objectOf(customer)['id']) ?? textOf(objectOf(customer)['email']) ?? null;
