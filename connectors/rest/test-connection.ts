/** Whether a connection works, in words for the person who pressed the button. */
import { addressOf, headersOf } from '../../nodes/http-address.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import type { Connector } from '../connector.ts';
import { baseOf, signedIn } from './connection.ts';
import type { Manifest } from './manifest.ts';

/** Reads the place the manifest names. Where there is none, whoever answers at the base address is all that can be told without sending anything. */
export function testOf(manifest: Manifest): Connector['test'] {
  return async (connection, http) => {
    const signed = signedIn(manifest, connection);
    const path = (manifest.test?.path ?? '').split('/').filter((part) => part !== '');
    const url = addressOf(baseOf(manifest, connection), path, signed.query);
    const status = await http({ method: 'GET', url: url.href, headers: { accept: 'application/json', ...headersOf(signed.headers) } }).then(
      (answer): number | undefined => answer.status,
      (error: unknown) => {
        // The address it sends us to may repeat the key that was in ours.
        if (error instanceof ConnectorError && error.code.endsWith('redirect_blocked')) return undefined;
        throw error;
      },
    );
    if (status === undefined) return { ok: false, words: `${url.host} sends calls on to another address: use the final one` };
    if (status === 401 || status === 403) return { ok: false, words: `${url.host} does not let this connection in (${status}): check its key` };
    if (status >= 500) return { ok: false, words: `${url.host} answered ${status}` };
    if (manifest.test === undefined)
      return manifest.auth.kind === 'url' && (status === 404 || status === 410)
        ? { ok: false, words: `${url.host} knows no such address (${status}): copy it anew` }
        : { ok: true, words: `${url.host} answers; whether the key is right shows the first message` };
    return status < 300 ? { ok: true, words: `${url.host} answers and lets this connection in` } : { ok: false, words: `${url.host} answered ${status}` };
  };
}
