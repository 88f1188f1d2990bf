/** A call that does not leave: what was asked for, without headers, since secrets stand there. */
import type { Json } from '../../../flows/flow.ts';
import type { Connection, HttpRequest } from '../../../nodes/node-type.ts';

export interface WouldBeCall {
  method: string;
  target: string;
  body?: Json;
}

const longestBody = 16_384;
/** Stands where a secret would; a header may carry it. */
const veil = '***';

export const veiled = ({ id, connector, settings }: Omit<Connection, 'secret'>): Connection => ({ id, connector, settings, secret: () => veil });

export function callOf({ method, url, body }: HttpRequest): WouldBeCall {
  if (body === undefined) return { method, target: url };
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return { method, target: url, body: parsed(text.slice(0, longestBody)) };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
