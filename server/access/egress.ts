/**
 * The one way out of the hub. An address is checked as text before anything is resolved, all its IP addresses before a
 * socket opens, and both again on every redirect. No proxy is taken from the environment, certificates are always
 * verified, nothing is retried here: what a lost answer means is the engine's to decide.
 */
import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import { ConnectorError, type HttpAnswer, type HttpRequest } from '../../nodes/node-type.ts';
import { checkUrl, isHostListed, placeOf, readAllowList } from './egress-address.ts';
import { type DialRequest, dialler } from './egress-dial.ts';
import { type Dispatchers, type Progress, type Sends, startDispatchers } from './egress-dispatchers.ts';
import { failureOf } from './egress-failure.ts';
import { answerOf, headersOf, readBody } from './egress-http.ts';
import { type Resolve, systemResolve } from './egress-lookup.ts';
import { nextRequest } from './egress-redirect.ts';

export { checkUrl, isHostListed } from './egress-address.ts';

export interface EgressRequest extends HttpRequest {
  /** Aborts the call at once, whatever it is doing. */
  signal: AbortSignal;
  /** Whole time for this call, redirects and body included; never more than 30 s. */
  deadlineMs?: number;
  /** Hosts the connection's credentials may go to; any host when absent. */
  allowHosts?: string[];
}

export interface Egress {
  request(request: EgressRequest): Promise<HttpAnswer>;
  /** A connected socket for what is not HTTP; it is destroyed at its deadline. */
  dial(request: DialRequest): Promise<Socket>;
  close(): Promise<void>;
}

export interface EgressOptions {
  /** EGRESS_ALLOW: private or unusual targets, `host:port` each. */
  allow: string[];
  /** Replaces the system's resolver in tests. */
  resolve?: Resolve;
}

const longestCall = 30_000;
const mostRedirects = 3;

/** Opens the way out, for the targets an admin listed besides the open internet. */
export function egress(options: EgressOptions): Egress {
  const listed = readAllowList(options.allow);
  const resolve = options.resolve ?? systemResolve;
  const sockets = dialler(listed, resolve);
  let started: Promise<Dispatchers> | undefined;

  async function call(request: HttpRequest, signal: AbortSignal, progress: Progress): Promise<Dispatcher.ResponseData> {
    const url = new URL(request.url);
    started ??= startDispatchers(resolve);
    const dispatcher = (await started)[listed.has(placeOf(url)) ? 'listed' : 'open'];
    signal.throwIfAborted();
    const sends: Sends = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method.toUpperCase() as Dispatcher.HttpMethod,
      headers: headersOf(request),
      body: request.body ?? null,
      signal,
      headersTimeout: longestCall,
      bodyTimeout: longestCall,
      progress,
    };
    return dispatcher.request(sends);
  }

  async function follow(first: EgressRequest, signal: AbortSignal, progress: Progress): Promise<HttpAnswer> {
    let request: HttpRequest = first;
    for (let redirects = 0; ; redirects += 1) {
      const { host } = new URL(request.url);
      progress.sent = false;
      const answer = await call(request, signal, progress);
      const headers = flat(answer.headers);
      const next = nextRequest(request, answer.statusCode, headers['location'], listed, first.allowHosts);
      if (!next) return answerOf(host, answer.statusCode, headers, await readBody(answer.body, host, headers['content-encoding']));
      await answer.body.dump({ limit: 65_536 });
      if (redirects === mostRedirects)
        throw new ConnectorError('connector.redirect_blocked', `${host} redirected more than ${mostRedirects} times — use the final address.`);
      request = next;
    }
  }

  return {
    async request(request) {
      refuse(request, listed);
      const deadline = Math.min(request.deadlineMs ?? longestCall, request.timeoutMs ?? longestCall, longestCall);
      const timer = new AbortController();
      const timeout = setTimeout(() => timer.abort(), Math.max(1, deadline));
      const progress: Progress = { sent: false };
      try {
        return await follow(request, AbortSignal.any([request.signal, timer.signal]), progress);
      } catch (error) {
        throw failureOf(error, { host: new URL(request.url).host, sent: progress.sent, stopped: timer.signal.aborted || request.signal.aborted, deadline });
      } finally {
        clearTimeout(timeout);
      }
    },
    dial: sockets.dial,
    async close() {
      sockets.close();
      const dispatchers = await started;
      await Promise.all([dispatchers?.open.destroy(), dispatchers?.listed.destroy()]);
    },
  };
}

/** What can be seen of a request before anything is resolved or sent. */
function refuse(request: EgressRequest, listed: ReadonlySet<string>): void {
  const problem = checkUrl(request.url, listed);
  if (problem) throw new ConnectorError(codeOf(problem.code), problem.message);
  if (request.allowHosts && !isHostListed(request.url, request.allowHosts)) {
    throw new ConnectorError(
      'connection.host_not_allowed',
      `The connection may not be used with ${new URL(request.url).host} — its credentials belong to ${request.allowHosts.join(', ')}.`,
    );
  }
  headersOf(request);
}

const codeOf = (code: string): 'url.scheme' | 'url.userinfo' | 'url.blocked_address' =>
  code === 'url.scheme' || code === 'url.userinfo' ? code : 'url.blocked_address';

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  return result;
}
