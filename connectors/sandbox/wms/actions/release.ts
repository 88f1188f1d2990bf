import { defineNode } from '../../../../nodes/node-type.ts';
import { answers, number, text } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { orderField, orderNumberOf } from '../../connect.ts';
import { caller } from '../caller.ts';

/** Gives back what an order has reserved. */
export default defineNode({
  type: 'sandbox_wms.release@1',
  title: 'Release stock',
  summary: 'Gives back what the order has reserved.',
  group: 'connectors',
  icon: 'package-x',
  ports: ['released'],
  config: fields({ order: orderField }),
  effect: { class: 'A', money: true },
  output: answers({ order: text(), released: number('Lines given back') }),
  line: () => 'Reservation of the order',
  async run(turn) {
    const { body } = await callSystem(turn, caller, { path: ['reservations', orderNumberOf(turn), 'release'], body: {} });
    return { kind: 'emit', output: body };
  },
});
