import type { Json } from '../../../../flows/flow.ts';
import { fieldOf, listOf, objectOf, textOf } from '../../../../nodes/json-fields.ts';
import { defineNode, type EffectTurn, type Outcome } from '../../../../nodes/node-type.ts';
import { answers, id, text } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { callerOf, orderField, orderNumberOf } from '../../connect.ts';

const caller = callerOf('Sandbox carrier');

/** Books transport; our effect key is the reference under which a booking is found again. */
export default defineNode({
  type: 'sandbox_carrier.book@1',
  title: 'Book carrier',
  summary: 'Books transport and brings the tracking number.',
  group: 'connectors',
  icon: 'truck',
  ports: ['booked'],
  config: fields({ order: orderField, service: { type: 'string', title: 'Service', enum: ['parcel', 'pallet', 'express'], default: 'parcel' } }),
  effect: { class: 'B', money: true, settle: 1000, lookup },
  output: answers({ tracking: text('Tracking number'), reference: text(), order: id() }),
  line: ({ service }) => (typeof service === 'string' ? service : 'parcel'),
  async run(turn) {
    const { body } = await callSystem(turn, caller, {
      path: ['bookings'],
      body: { reference: turn.effectKey, order: orderNumberOf(turn), service: turn.config['service'] ?? 'parcel' },
    });
    return booked(body);
  },
});

async function lookup(turn: EffectTurn): Promise<Outcome | null> {
  const { body } = await callSystem(turn, caller, { path: ['bookings'], query: { reference: turn.effectKey } });
  const [first] = listOf(fieldOf(body, 'items'));
  return first === undefined ? null : booked(first);
}

function booked(booking: Json): Outcome {
  const tracking = textOf(objectOf(booking)['tracking']);
  return { kind: 'emit', output: booking, ...(tracking === undefined ? {} : { keys: [tracking] }) };
}
