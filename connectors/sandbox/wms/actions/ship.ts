import { defineNode } from '../../../../nodes/node-type.ts';
import { answers, list, number, text } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { linesField, linesOf, orderField, orderNumberOf } from '../../connect.ts';
import { caller } from '../caller.ts';

/** Has the order picked and packed. */
export default defineNode({
  type: 'sandbox_wms.ship@1',
  title: 'Pick and pack',
  summary: 'Has the warehouse pick and pack the order.',
  group: 'connectors',
  icon: 'boxes',
  ports: ['packed'],
  config: fields({ lines: linesField, order: orderField }),
  effect: { class: 'A', money: true },
  output: answers({ id: text('Shipment'), order: text(), pieces: number(), lines: list(answers({ sku: text(), quantity: number() })) }),
  line: () => 'What the order has reserved',
  async run(turn) {
    const { body } = await callSystem(turn, caller, { path: ['shipments'], body: { order: orderNumberOf(turn), lines: linesOf(turn) } });
    return { kind: 'emit', output: body };
  },
});
