/** What the connections to all simulated systems have in common. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import { objectOf, textOf } from '../../nodes/json-fields.ts';
import { type Connection, ConnectorError, type Turn } from '../../nodes/node-type.ts';
import type { Connector } from '../connector.ts';
import type { Caller } from '../http-call.ts';

/** Address and token of a simulated system. */
export const auth: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['baseUrl', 'token'],
  properties: {
    baseUrl: { type: 'string', title: 'Address', description: 'Where the simulated system listens' },
    token: { type: 'string', title: 'Token', 'x-secret': true },
    webhookSecret: { type: 'string', title: 'Signing secret', 'x-secret': true },
  },
};

/** How a simulated system is called. */
export const callerOf = (title: string, keyHeader?: string): Caller => ({
  title,
  auth: (connection: Connection) => ({ authorization: `Bearer ${connection.secret('token')}` }),
  ...(keyHeader === undefined ? {} : { keyHeader }),
  // Some systems say 200 and mean no.
  refused: (body: Json) => (objectOf(body)['success'] === false ? (textOf(objectOf(body)['error']) ?? 'no reason given') : undefined),
});

/** Asks a simulated system something harmless. */
export const testAt =
  (title: string, path: string): Connector['test'] =>
  async (connection, http) => {
    const base = textOf(connection.settings['baseUrl']);
    if (base === undefined) return { ok: false, words: `${title} has no address yet` };
    const answer = await http({
      method: 'GET',
      url: `${base.replace(/\/+$/, '')}/${path}`,
      headers: { authorization: `Bearer ${connection.secret('token')}` },
    });
    if (answer.status === 401) return { ok: false, words: `${title} does not accept the token` };
    return answer.status < 500 ? { ok: true, words: `${title} answers` } : { ok: false, words: `${title} answered ${answer.status}` };
  };

/** The order number an action is about: stated, else that of the order, else the first key of the run. */
export function orderNumberOf(turn: Turn): string {
  const number = textOf(turn.config['order']) ?? textOf(objectOf(turn.order)['number']) ?? turn.run.keys[0];
  if (number === undefined) throw new ConnectorError('data.invalid', 'no order number is known here — give "order"');
  return number;
}

/** The field of an action that names its order. */
export const orderField: JsonObject = { type: ['string', 'number'], title: 'Order number', description: 'That of the order when empty' };

/** Lines as a warehouse wants them. */
export const linesField: JsonObject = {
  type: 'array',
  title: 'Lines',
  description: 'sku and quantity; the lines of the order when empty',
  'x-widget': 'expression',
};

/** The lines an action is about. */
export function linesOf(turn: Turn): JsonObject[] {
  const lines = turn.config['lines'] ?? objectOf(turn.order)['lines'];
  if (!Array.isArray(lines)) throw new ConnectorError('data.invalid', 'no lines are known here — give "lines"');
  return lines.map(objectOf).map((line) => ({ sku: line['sku'] ?? null, quantity: line['quantity'] ?? 1 }));
}
