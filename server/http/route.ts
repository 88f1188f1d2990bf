/** A call of the API as data: router, checks and OpenAPI are made from it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json, JsonObject } from '../../flows/flow.ts';
import type { Role, Viewer } from '../access/viewer.ts';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/api/flows/{id}` */
  path: string;
  /** One sentence in the imperative. */
  summary: string;
  /** Heading in the docs. */
  group: string;
  /** Least role that may call; `open` needs no identity. */
  role: Role | 'open';
  /** JSON Schema per query parameter; any other parameter is refused. */
  query?: Record<string, JsonObject>;
  /** JSON Schema of the body; absent means the call takes none. */
  body?: JsonObject;
  /** The body is a file of one of these media types; the handler reads it with `readUpload`. */
  upload?: string[];
  /** The body may be left out. */
  bodyOptional?: true;
  /** Request headers the call listens to, for the docs. */
  headers?: string[];
  /** Name of the answer's schema; `none` for an empty answer. */
  answer: string;
  status?: number;
  handler(ask: Ask): unknown;
}

/** One request, read and checked. */
export interface Ask {
  params: Record<string, string>;
  /** Checked and converted query parameters. */
  query: Record<string, string | number | boolean>;
  body: Json | undefined;
  /** Present unless the route is open. */
  viewer: Viewer;
  requestId: string;
  req: IncomingMessage;
  /** For streams; everything else is answered by what the handler gives back. */
  res: ServerResponse;
}

/** An answer that needs more than a body. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The handler has taken over the response, as for a stream of events. */
export const streamed = Symbol('streamed');

/** A part of the checked query as text, when it was given. */
export const textOf = (ask: Ask, name: string): string | undefined => (ask.query[name] === undefined ? undefined : String(ask.query[name]));

/** A part of the checked query as an instant in ms, when it was given. */
export const instantOf = (ask: Ask, name: string): number | undefined => (ask.query[name] === undefined ? undefined : Date.parse(String(ask.query[name])));
