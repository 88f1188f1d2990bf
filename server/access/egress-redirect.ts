import { ConnectorError, type HttpRequest } from '../../nodes/node-type.ts';
import { checkUrl, isHostListed } from './egress-address.ts';

/** Headers that carry no secret and may follow to another origin. */
const harmless = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/** The request a redirect asks for, or undefined when the answer is none; refuses to take data or credentials elsewhere. */
export function nextRequest(
  request: HttpRequest,
  status: number,
  location: string | undefined,
  listed: ReadonlySet<string>,
  allowHosts: string[] | undefined,
): HttpRequest | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const from = new URL(request.url);
  const blocked = (code: 'connector.redirect_blocked' | 'url.redirect_blocked', why: string): ConnectorError =>
    new ConnectorError(code, `${from.host} redirects to ${location.slice(0, 200)}: ${why}`);

  if (!URL.canParse(location, from)) throw blocked('connector.redirect_blocked', 'that is not an address.');
  const to = new URL(location, from);
  const problem = checkUrl(to.href, listed);
  if (problem) throw blocked('url.redirect_blocked', problem.message);

  const method = request.method.toUpperCase();
  const reads = method === 'GET' || method === 'HEAD';
  if (to.origin !== from.origin) {
    const carriesSecrets = Object.keys(request.headers ?? {}).some((name) => !harmless.has(name.toLowerCase()));
    const foreign = allowHosts !== undefined && !isHostListed(to.href, allowHosts);
    if (!reads || carriesSecrets || foreign || request.body !== undefined) {
      throw blocked('connector.redirect_blocked', 'credentials and data do not follow to another origin — use the final address.');
    }
  }
  if (reads || status === 307 || status === 308) return { ...request, url: to.href };
  if (status !== 303) throw blocked('connector.redirect_blocked', `a ${method} would arrive there as a GET — use the final address.`);
  const { body: _, ...rest } = request;
  return { ...rest, method: 'GET', url: to.href };
}
