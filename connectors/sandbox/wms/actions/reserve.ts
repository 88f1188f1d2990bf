import { objectOf } from '../../../../nodes/json-fields.ts';
import { defineNode } from '../../../../nodes/node-type.ts';
import { answers, flag, list, number, text } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { linesField, linesOf, orderField, orderNumberOf } from '../../connect.ts';
import { caller } from '../caller.ts';

/** Reserves all lines of an order, or none. */
export default defineNode({
  type: 'sandbox_wms.reserve@1',
  title: 'Reserve stock',
  summary: 'Reserves all lines of the order, or none.',
  group: 'connectors',
  icon: 'package-check',
  ports: ['reserved', 'short'],
  config: fields({ lines: linesField, order: orderField }),
  effect: { class: 'A', money: true },
  output: {
    ports: {
      reserved: answers({ id: text('Reservation'), order: text(), reserved: flag() }),
      short: answers({ order: text(), reserved: flag(), missing: list(answers({ sku: text(), needed: number(), available: number() })) }),
    },
  },
  line: () => 'All lines or none',
  async run(turn) {
    const { body } = await callSystem(turn, caller, { path: ['reservations'], body: { order: orderNumberOf(turn), lines: linesOf(turn) } });
    return { kind: 'emit', port: objectOf(body)['reserved'] === true ? 'reserved' : 'short', output: body };
  },
});
