import type { ProblemBody } from '../../server/http/api.ts';
import { here } from './here.ts';

/** A refusal of the hub, or no answer at all: what every panel shows with its code and request id. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  /** Where it is wrong, when it is one place. */
  readonly path: string | undefined;
  readonly problems: ProblemBody['problems'];
  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? `The hub answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'hub.unreachable' : `http.${status}`);
    this.requestId = body.requestId;
    this.path = body.path;
    this.problems = body.problems;
  }
}

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Sent as it is, in place of a body. */
  file?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const readProblem = async (response: Response): Promise<Partial<ProblemBody>> => {
  try {
    return (await response.json()) as Partial<ProblemBody>; // problem+json by contract; a proxy may answer otherwise, hence the catch
  } catch {
    return {};
  }
};

/** Asks the hub and gives the raw answer: for text, files and headers. */
export async function send(path: string, ask: Ask = {}): Promise<Response> {
  const { method = 'GET', body, file, headers, signal } = ask;
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(here === undefined ? {} : { 'x-environment': here }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      ...headers,
    },
  };
  if (file !== undefined) init.body = file;
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, { detail: 'The hub does not answer. Check that it runs and that the network reaches it.' });
  }
  if (!response.ok) throw new ApiError(response.status, await readProblem(response));
  return response;
}

/** Asks the hub and reads its JSON; an answer without a body is `undefined`. */
export async function call<T>(path: string, ask: Ask = {}): Promise<T> {
  const response = await send(path, ask);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T; // the shape is the contract of server/http/api.ts
}

/** `?a=1&b=2` of what is set; empty when nothing is. */
export function query(fields: Record<string, string | number | boolean | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== '') params.set(name, String(value));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
