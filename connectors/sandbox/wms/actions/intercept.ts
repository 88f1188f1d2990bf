import { objectOf } from '../../../../nodes/json-fields.ts';
import { ConnectorError, defineNode } from '../../../../nodes/node-type.ts';
import { answers, list, number, text } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { orderField, orderNumberOf } from '../../connect.ts';
import { caller } from '../caller.ts';

const ports = ['stopped', 'too_late', 'partly'];

/** Asks the warehouse to stop an order that was already handed over. */
export default defineNode({
  type: 'sandbox_wms.intercept@1',
  title: 'Intercept',
  summary: 'Asks the warehouse to stop an order it already has.',
  group: 'connectors',
  icon: 'octagon-x',
  ports,
  config: fields({ order: orderField }),
  effect: { class: 'A', money: true },
  output: answers({ order: text(), result: { enum: ports }, 'kept?': list(answers({ sku: text(), quantity: number() }), 'Lines that never left') }),
  line: () => 'Stopped, too late or partly',
  async run(turn) {
    const { body } = await callSystem(turn, caller, { path: ['intercepts'], body: { order: orderNumberOf(turn) } });
    const { result } = objectOf(body);
    if (typeof result !== 'string' || !ports.includes(result))
      throw new ConnectorError('connector.unexpected_answer', `${caller.title} answered "${String(result)}" to an intercept; ${ports.join(', ')} are known`);
    return { kind: 'emit', port: result, output: body };
  },
});
