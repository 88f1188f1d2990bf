import { BlockList, isIP } from 'node:net';
import type { Problem } from '../../flows/flow.ts';

// Two lists, because a BlockList matches an IPv4 address against rules for mapped IPv6 as well.
const blocked4 = new BlockList();
const blocked6 = new BlockList();
const global6 = new BlockList();

for (const range of (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 ' +
  '198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'
).split(' ')) {
  const [net = '', prefix] = range.split('/');
  blocked4.addSubnet(net, Number(prefix), 'ipv4');
}
// Inside the global range: protocol assignments (Teredo), documentation, 6to4 with its embedded IPv4 address.
for (const range of '2001::/23 2001:db8::/32 2002::/16 3fff::/20'.split(' ')) {
  const [net = '', prefix] = range.split('/');
  blocked6.addSubnet(net, Number(prefix), 'ipv6');
}
global6.addSubnet('2000::', 3, 'ipv6');

/** True for an address on the open internet: not this machine, not the local network, not reserved, not another spelling of those. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked4.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}

/** What the admin lists in EGRESS_ALLOW, each a `host:port` in one spelling. */
export function readAllowList(entries: readonly string[]): ReadonlySet<string> {
  return new Set(
    entries.map((entry) => {
      const parsed = /:\d{1,5}$/.test(entry) && URL.canParse(`http://${entry}/`) ? new URL(`http://${entry}/`) : undefined;
      if (parsed?.pathname !== '/' || parsed.username !== '') throw new Error(`EGRESS_ALLOW: "${entry}" is not host:port — write it like erp.example:8443`);
      return placeOf(parsed);
    }),
  );
}

/** Host and port of an address, the port always written. */
export const placeOf = (url: URL): string => `${hostOf(url)}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;

/** Host name in lower case without the dot at its end. */
export const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/\.$/, '');

/**
 * Whether the hub may call this address at all, as far as its text tells; names are resolved and checked when connecting.
 * The URL parser has already turned 2130706433, 0177.1 and 0x7f.1 into 127.0.0.1.
 */
export function checkUrl(text: string, allow: readonly string[] | ReadonlySet<string>): Problem | undefined {
  if (!URL.canParse(text)) return problem('url.invalid', `"${text.slice(0, 200)}" is not a complete URL — write it with https:// and a host.`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return problem('url.scheme', `"${url.protocol}" cannot be called — use https or http.`);
  if (url.username !== '' || url.password !== '') return problem('url.userinfo', 'The URL holds a user name or password — put it into a connection instead.');
  const listed = Array.isArray(allow) ? readAllowList(allow) : (allow as ReadonlySet<string>);
  const place = placeOf(url);
  if (listed.has(place)) return undefined;
  const blocked = checkHost(url);
  if (blocked) return blocked;
  if (url.port !== '')
    return problem('url.blocked_port', `Port ${url.port} is closed for calls — use 80 or 443, or have an admin list ${place} in EGRESS_ALLOW.`);
  return undefined;
}

/** Whether a host may be called though nobody listed it, as far as its text tells. */
export function checkHost(url: URL): Problem | undefined {
  const literal = literalOf(url);
  const isLocalName = /(^|\.)(localhost|local|internal|home\.arpa)$/.test(literal) || literal === '';
  if (!isLocalName && (isIP(literal) === 0 || isPublicAddress(literal))) return undefined;
  return problem('url.blocked_address', `${literal} is not an address on the internet — an admin can list ${placeOf(url)} in EGRESS_ALLOW.`);
}

/** The host as a socket takes it: an IPv6 address without its brackets. */
export function literalOf(url: URL): string {
  const host = hostOf(url);
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** True when the address belongs to one of the hosts a connection may talk to: `erp.example`, `erp.example:8443` or `*.shop.example`. */
export function isHostListed(text: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const host = hostOf(url);
  return hosts.some((entry) => {
    const wanted = entry.toLowerCase();
    if (wanted.startsWith('*.')) return host.endsWith(wanted.slice(1));
    return wanted === host || wanted === placeOf(url);
  });
}

const problem = (code: string, message: string): Problem => ({ code, path: '', message });
