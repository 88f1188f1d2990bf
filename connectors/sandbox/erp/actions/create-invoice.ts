import { objectOf, textOf } from '../../../../nodes/json-fields.ts';
import { defineNode } from '../../../../nodes/node-type.ts';
import { amount, answers, text } from '../../../../nodes/output.ts';
import { fields, money } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { orderField, orderNumberOf } from '../../connect.ts';
import { caller } from '../caller.ts';

/** Books the invoice in the ERP. */
export default defineNode({
  type: 'sandbox_erp.create_invoice@1',
  title: 'Create invoice in ERP',
  summary: 'Books the invoice; its number becomes a key of the run.',
  group: 'money',
  icon: 'receipt-text',
  ports: ['created'],
  config: fields({ order: orderField, total: money('Total'), customer: { type: ['string', 'number'], title: 'Customer' } }),
  effect: { class: 'A', money: true },
  output: answers({ id: text('Invoice number'), order: text(), due: text('Due date'), total: amount() }),
  line: () => 'Invoice for the order',
  async run(turn) {
    const order = objectOf(turn.order);
    const customer = objectOf(order['customer']);
    const body = {
      order: orderNumberOf(turn),
      total: turn.config['total'] ?? order['total'] ?? null,
      customer: turn.config['customer'] ?? textOf(customer['number']) ?? textOf(customer['id']) ?? textOf(customer['email']) ?? null,
    };
    const answer = await callSystem(turn, caller, { path: ['invoices'], body });
    const id = textOf(objectOf(answer.body)['id']);
    return { kind: 'emit', output: answer.body, ...(id === undefined ? {} : { keys: [id] }) };
  },
});
