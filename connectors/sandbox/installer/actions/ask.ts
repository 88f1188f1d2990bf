import { objectOf } from '../../../../nodes/json-fields.ts';
import { defineNode } from '../../../../nodes/node-type.ts';
import { answers, flag } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { callerOf, orderField, orderNumberOf } from '../../connect.ts';

const caller = callerOf('Sandbox installer desk');

/** Asks the installer desk to contact the customer. Like a mail: it cannot be taken back or looked up. */
export default defineNode({
  type: 'sandbox_installer.ask@1',
  title: 'Ask installer',
  summary: 'Asks the installer desk to contact the customer.',
  group: 'connectors',
  icon: 'wrench',
  ports: ['asked'],
  config: fields({ order: orderField, message: { type: 'string', title: 'Message', maxLength: 2000 }, wanted: { type: 'string', title: 'Wanted date' } }),
  effect: { class: 'C', money: false },
  output: answers({ sent: flag() }),
  line: () => 'Notice to the installer desk',
  async run(turn) {
    const order = objectOf(turn.order);
    const customer = objectOf(order['customer']);
    const body = {
      order: orderNumberOf(turn),
      customer: customer['name'] ?? null,
      message: turn.config['message'] ?? null,
      wanted: turn.config['wanted'] ?? null,
    };
    const answer = await callSystem(turn, caller, { path: ['notices'], body });
    return { kind: 'emit', output: answer.body };
  },
});
