/** Sockets for what is not HTTP, such as mail: the same rules, the same deadline, nothing kept open. */
import { connect, type Socket } from 'node:net';
import { ConnectorError } from '../../nodes/node-type.ts';
import { checkHost, literalOf, placeOf } from './egress-address.ts';
import { failureOf } from './egress-failure.ts';
import { checkedLookup, type Resolve } from './egress-lookup.ts';

export interface DialRequest {
  host: string;
  port: number;
  /** Ends the connection at once, whatever it is doing. */
  signal: AbortSignal;
  /** Whole time of this connection, ms; never more than 30 s. */
  deadlineMs?: number;
}

const longestCall = 30_000;
const connectTimeout = 5_000;
/** Open without being listed: sending mail. */
const openPorts: ReadonlySet<number> = new Set([25, 465, 587, 2525]);

/** Whoever is dialled is checked as text first, and each of its addresses before a socket opens. */
export function dialler(listed: ReadonlySet<string>, resolve: Resolve) {
  const open = new Set<Socket>();

  return {
    async dial({ host, port, signal, deadlineMs = longestCall }: DialRequest): Promise<Socket> {
      const url = placeUrl(host, port);
      const place = placeOf(url);
      const isListed = listed.has(place);
      if (!isListed) refuse(url, port);
      if (signal.aborted) throw new ConnectorError('connector.timeout', `${place} was not called: the step was stopped.`);
      const deadline = Math.max(1, Math.min(deadlineMs, longestCall));
      const socket = connect({ host: literalOf(url), port, lookup: checkedLookup(resolve, isListed) });
      open.add(socket);
      const end = (): void => {
        socket.emit('timeout');
        cut(socket);
      };
      const timer = setTimeout(end, deadline);
      signal.addEventListener('abort', end);
      // A failure after connecting is told by the stream; without a listener it would end the process.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        open.delete(socket);
      });
      try {
        await connected(socket, Math.min(deadline, connectTimeout));
        return socket;
      } catch (error) {
        throw failureOf(error, { host: place, sent: false, stopped: signal.aborted, deadline });
      }
    },
    close(): void {
      for (const socket of open) cut(socket);
    },
  };
}

/**
 * In a turn of its own: Node 24 ends with a segmentation fault when TLS over a socket writes or is destroyed in the same turn
 * in which the socket below it was destroyed, such as by a listener that hears of it.
 */
const cut = (socket: Socket): void => void setImmediate(() => socket.destroy());

function connected(socket: Socket, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const impatience = setTimeout(() => {
      reject(Object.assign(new Error('no connection in time'), { code: 'UND_ERR_CONNECT_TIMEOUT' }));
      cut(socket);
    }, patience);
    socket.once('connect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNABORTED' })));
    socket.once('connect', () => clearTimeout(impatience));
    socket.once('close', () => clearTimeout(impatience));
  });
}

/** Host and port in one spelling; whatever a URL could hide beside them is refused. */
function placeUrl(host: string, port: number): URL {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const url = URL.parse(`http://${name}:${port}/`);
  const isPlain = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (!url || !isPlain || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConnectorError('config.invalid', `"${host.slice(0, 100)}" with port ${port} is no place to connect to — write a host name and a port.`);
  return url;
}

function refuse(url: URL, port: number): void {
  const problem = checkHost(url);
  if (problem) throw new ConnectorError('url.blocked_address', problem.message);
  if (!openPorts.has(port))
    throw new ConnectorError(
      'url.blocked_address',
      `Port ${port} is closed for connections — use ${[...openPorts].join(', ')}, or have an admin list ${placeOf(url)} in EGRESS_ALLOW.`,
    );
}
