import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { ConnectorError } from '../../nodes/node-type.ts';
import { isPublicAddress } from './egress-address.ts';

/** All addresses of a name. */
export type Resolve = (host: string, options: LookupOptions, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

export const systemResolve: Resolve = (host, options, done) => systemLookup(host, { ...options, all: true }, done);

/**
 * The lookup a socket connects by: it takes all addresses of the name, and every one must be allowed. The socket goes to
 * an address of this very answer, so a name that answers differently the next time gains nothing.
 */
export function checkedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (host, options, done) => {
    resolve(host, options as LookupOptions, (error, addresses) => {
      if (error) return done(error, '', 0);
      const [first] = addresses;
      if (!first) return done(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), '', 0);
      const blocked = allowPrivate ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
      if (blocked) {
        const message = `${host} leads to ${blocked.address}, which is not an address on the internet — an admin can list its host:port in EGRESS_ALLOW.`;
        return done(new ConnectorError('url.blocked_address', message), '', 0);
      }
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}
