import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectorError } from '../../nodes/node-type.ts';
import { selfSigned } from '../../test/support/self-signed.ts';
import { egress } from './egress.ts';
import type { Resolve } from './egress-lookup.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listening(answer: (socket: Socket) => void = () => undefined): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    closers.push(() => socket.destroy());
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return (server.address() as { port: number }).port;
}

function way(allow: string[], resolve?: Resolve) {
  const out = egress({ allow, ...(resolve ? { resolve } : {}) });
  closers.push(() => out.close());
  return out;
}

const never = new AbortController().signal;
const to = (host: string, port: number, more: { signal?: AbortSignal; deadlineMs?: number } = {}) => ({ host, port, signal: never, ...more });
const leadingTo =
  (...addresses: string[]): Resolve =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));
const refusalOf = (call: Promise<unknown>): Promise<ConnectorError> =>
  call.then(
    () => expect.unreachable(),
    (error: ConnectorError) => error,
  );

describe('whom the hub connects to', () => {
  test('a listed place is reached, by the address its name leads to', async () => {
    const port = await listening((socket) => socket.end('220 here'));
    const socket = await way([`mail.example:${port}`], leadingTo('127.0.0.1')).dial(to('mail.example', port));
    expect(String((await once(socket, 'data'))[0])).toBe('220 here');
    expect(socket.remoteAddress).toBe('127.0.0.1');
  });

  test.each([
    ['127.0.0.1', 25],
    ['2130706433', 587],
    ['0x7f.1', 587],
    ['::1', 465],
    ['[::ffff:127.0.0.1]', 25],
    ['169.254.169.254', 25],
    ['localhost', 587],
    ['mail.internal', 587],
    ['mail.example', 6379],
    ['mail.example', 80],
  ])('%s:%i is refused before anything is resolved', async (host, port) => {
    const resolve: Resolve = () => expect.unreachable();
    expect(await refusalOf(way([], resolve).dial(to(host, port)))).toMatchObject({ code: 'url.blocked_address', unknown: false, retryable: false });
  });

  test.each([
    ['user:pass@mail.example', 25],
    ['mail.example/x?', 25],
    ['mail.example#', 25],
    ['mail example', 25],
    ['', 25],
    ['mail.example', 0],
    ['mail.example', 70_000],
    ['mail.example', 25.5],
  ])('%j with port %d is no place', async (host, port) => {
    expect(await refusalOf(way([]).dial(to(host, port)))).toMatchObject({ code: 'config.invalid' });
  });

  test.each([[['10.0.0.5']], [['93.184.216.34', '127.0.0.1']], [['::ffff:10.0.0.1']]])('a name that leads to %j is blocked', async (addresses) => {
    expect(await refusalOf(way([], leadingTo(...addresses)).dial(to('mail.example', 587)))).toMatchObject({ code: 'url.blocked_address' });
  });

  test('a place where nobody listens is unreachable, and may be tried again', async () => {
    const port = await listening();
    await closers.shift()?.();
    expect(await refusalOf(way([`127.0.0.1:${port}`]).dial(to('127.0.0.1', port)))).toMatchObject({ code: 'connector.unreachable', retryable: true });
  });
});

describe('how long a connection lives', () => {
  test('until its deadline, which is told first', async () => {
    const port = await listening();
    const socket = await way([`127.0.0.1:${port}`]).dial(to('127.0.0.1', port, { deadlineMs: 60 }));
    let isTold = false;
    socket.once('timeout', () => {
      isTold = true;
    });
    await closed(socket);
    expect(isTold).toBe(true);
  });

  test('until the step is stopped', async () => {
    const port = await listening();
    const stop = new AbortController();
    const socket = await way([`127.0.0.1:${port}`]).dial(to('127.0.0.1', port, { signal: stop.signal }));
    stop.abort();
    await closed(socket);
    expect(await refusalOf(way([`127.0.0.1:${port}`]).dial(to('127.0.0.1', port, { signal: stop.signal })))).toMatchObject({ code: 'connector.timeout' });
  });

  test('until the way out is closed', async () => {
    const port = await listening();
    const out = way([`127.0.0.1:${port}`]);
    const socket = await out.dial(to('127.0.0.1', port));
    await out.close();
    await closed(socket);
  });

  test('ends under TLS that is at work, without ending the process', async () => {
    const { key, cert } = selfSigned();
    const server = tls.createServer({ key, cert }, (socket) => socket.on('error', () => undefined)).on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { port: number };
    const out = way([`127.0.0.1:${port}`]);
    for (let round = 0; round < 40; round += 1) {
      const stop = new AbortController();
      const socket = await out.dial(to('127.0.0.1', port, { signal: stop.signal }));
      const over = tls.connect({ socket, host: '127.0.0.1', ca: cert });
      const give = (): void => void over.destroy();
      over.on('error', () => undefined);
      stop.signal.addEventListener('abort', round % 2 === 0 ? give : () => over.write('QUIT'));
      socket.on('close', give);
      if (round % 4 < 2) over.once('secureConnect', () => stop.abort());
      else setTimeout(() => stop.abort(), round % 5);
      await closed(socket);
    }
  });
});
