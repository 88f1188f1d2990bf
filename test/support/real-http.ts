/** The hub's real way out for one turn, with some places listed and secrets hidden as an effect has it. */
import type { Connection, HttpAnswer, HttpRequest } from '../../nodes/node-type.ts';
import { egress } from '../../server/access/egress.ts';
import { hideSecrets } from '../../server/adapters/system/hide-secrets.ts';

export interface RealHttp {
  /** What a turn gets: the connection, and calls in which its secrets are hidden. */
  means(connection: Connection): { connection: Connection; http(request: HttpRequest): Promise<HttpAnswer> };
  http(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export function realHttp(...allow: string[]): RealHttp {
  const out = egress({ allow });
  const http = (request: HttpRequest): Promise<HttpAnswer> => out.request({ ...request, signal: new AbortController().signal });
  return { means: (connection) => hideSecrets(connection, http), http, close: () => out.close() };
}
