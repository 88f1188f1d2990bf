/** Addresses of calls: segments from data stay segments, headers stay one line. */
import type { Json, JsonObject } from '../flows/flow.ts';
import { textOf } from './json-fields.ts';
import { ConnectorError } from './node-type.ts';

/** Base address, then each part as one encoded path segment, then the query. */
export function addressOf(base: string, path: Json[], query: JsonObject = {}): URL {
  const url = parse(base);
  const segments = path.map((part) => {
    const text = textOf(part);
    if (text === undefined) throw new ConnectorError('config.invalid', `a part of the path under ${url.origin} is empty — check the expression it comes from`);
    if (text === '.' || text === '..') throw new ConnectorError('config.invalid', `"${text}" cannot be part of a path under ${url.origin}`);
    return encodeURIComponent(text);
  });
  if (segments.length > 0) url.pathname = [url.pathname.replace(/\/+$/, ''), ...segments].join('/');
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== null) url.searchParams.append(name, typeof each === 'object' ? JSON.stringify(each) : String(each));
  }
  return url;
}

function parse(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw new ConnectorError('config.invalid', `"${text.slice(0, 120)}" is no address — write it with https:// in front`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new ConnectorError('url.scheme', `${url.protocol} is not called — use https`);
  if (url.username !== '' || url.password !== '')
    throw new ConnectorError('url.userinfo', `the address of ${url.host} carries a password — keep it in a connection`);
  // The URL reader would climb silently; only `path` may bring parts from data.
  if (/(?:^|[/\\])(?:\.|%2e){1,2}(?=[/\\?#]|$)/i.test(text.replace(/^[a-z]+:\/\/[^/]*/i, '')))
    throw new ConnectorError('config.invalid', `the address ${url.host}… climbs with dots — put parts that come from data into "path"`);
  return url;
}

/** Headers as text; one that would break out of its line is refused. */
export function headersOf(given: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue;
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(text)) {
      throw new ConnectorError(
        'config.invalid_header',
        `header ${JSON.stringify(name.slice(0, 40))} holds a line break or a character no header may carry — clean the value first`,
      );
    }
    headers[name.toLowerCase()] = text;
  }
  return headers;
}
