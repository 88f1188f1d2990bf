/** The one call behind every connector action: address, secret, key, and what the answer means. */
import type { Json, JsonObject } from '../flows/flow.ts';
import { addressOf, headersOf } from '../nodes/http-address.ts';
import { jsonOf, refusalOf } from '../nodes/http-status.ts';
import { type Connection, ConnectorError, type EffectTurn } from '../nodes/node-type.ts';

/** How a connector is called; the same for all its actions. */
export interface Caller {
  title: string;
  /** Headers that carry the secret. */
  auth(connection: Connection): Record<string, string>;
  /** Header for our effect key, when the receiver honours one. */
  keyHeader?: string;
  /** Base address when the connection's settings carry none. */
  base?(settings: JsonObject): string | undefined;
  /** Reads a refusal out of an answer that says 200. */
  refused?(body: Json): string | undefined;
}

export interface Call {
  method?: string;
  /** Parts below the base address; each is sent as one encoded segment. */
  path: Json[];
  query?: JsonObject;
  body?: Json;
  headers?: Record<string, string>;
  /** Statuses beside 2xx that are answers to act on, such as 404 at a look-up. */
  accept?: number[];
}

/** All a call needs of a turn. */
export type Means = Pick<EffectTurn, 'connection' | 'http' | 'effectKey' | 'effectClass' | 'now'>;

/** Calls the bound system and answers with its words as JSON; everything unwanted is a ConnectorError. */
export async function callSystem(turn: Means, caller: Caller, call: Call): Promise<{ status: number; body: Json }> {
  const { connection } = turn;
  if (!connection) throw new ConnectorError('connection.missing', `${caller.title} needs a connection — bind the slot of this node`);
  const url = underBase(connection, caller, call);
  const method = call.method ?? (call.body === undefined ? 'GET' : 'POST');
  const headers = {
    accept: 'application/json',
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(caller.keyHeader === undefined || method === 'GET' ? {} : { [caller.keyHeader]: turn.effectKey }),
    ...headersOf({ ...call.headers, ...caller.auth(connection) }),
  };
  const answer = await turn.http({ method, url: url.href, headers, ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }) });
  const isFine = (answer.status >= 200 && answer.status < 300) || call.accept?.includes(answer.status) === true;
  if (!isFine) throw refusalOf(caller.title, answer, turn.now, turn.effectClass);
  const body = answer.status === 404 && call.accept?.includes(404) ? null : jsonOf(caller.title, answer);
  const refused = caller.refused?.(body);
  if (refused !== undefined) throw new ConnectorError('connector.refused', `${caller.title} answered ${answer.status}, but refused: ${refused.slice(0, 300)}`);
  return { status: answer.status, body };
}

/** The secret of a connection goes to the connection's own host and nowhere else. */
function underBase(connection: Connection, caller: Caller, call: Call): URL {
  const stated = connection.settings['baseUrl'];
  const base = typeof stated === 'string' && stated !== '' ? stated : caller.base?.(connection.settings);
  if (base === undefined) throw new ConnectorError('connection.missing', `connection ${connection.id} has no base address — complete it in the connections`);
  const url = addressOf(base, call.path, call.query);
  if (url.origin !== URL.parse(base)?.origin) {
    throw new ConnectorError('connection.host_not_allowed', `connection ${connection.id} is for ${base}, not for ${url.host}`);
  }
  return url;
}
