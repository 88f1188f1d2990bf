import { defineNode } from '../../../../nodes/node-type.ts';
import { answers, text } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { callerOf, orderField, orderNumberOf } from '../../connect.ts';

const caller = callerOf('Sandbox shop', 'idempotency-key');

/** Tells the shop that its order is on the way. */
export default defineNode({
  type: 'sandbox_shop.tell_shipped@1',
  title: 'Tell shop: shipped',
  summary: 'Tells the shop that the order is on its way.',
  group: 'connectors',
  icon: 'store',
  ports: ['told'],
  config: fields({ order: orderField, tracking: { type: ['string', 'null'], title: 'Tracking number' } }),
  effect: { class: 'A', money: false },
  output: answers({ number: text(), status: text() }),
  line: () => 'With the tracking number',
  async run(turn) {
    const { body } = await callSystem(turn, caller, { path: ['orders', orderNumberOf(turn), 'shipped'], body: { tracking: turn.config['tracking'] ?? null } });
    return { kind: 'emit', output: body };
  },
});
