import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proxy, type Proxy as Wire } from './proxy.ts';

let echo: Server;
let wire: Wire;
let heard = '';
let open: Socket[] = [];

beforeEach(async () => {
  heard = '';
  open = [];
  echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      heard += piece;
      socket.write(piece);
    });
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  wire = await proxy((echo.address() as AddressInfo).port);
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await wire.close();
  await new Promise((resolve) => echo.close(resolve));
});

const dial = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(wire.port, '127.0.0.1', () => resolve(socket));
    socket.on('error', reject);
    open.push(socket);
  });
const within = <T>(ms: number, promise: Promise<T>): Promise<T | 'silence'> =>
  Promise.race([promise, new Promise<'silence'>((resolve) => setTimeout(() => resolve('silence'), ms))]);
const answer = (socket: Socket): Promise<string> => new Promise((resolve) => socket.once('data', (piece) => resolve(piece.toString())));
const ask = async (socket: Socket, text: string): Promise<string | 'silence'> => {
  const answered = answer(socket);
  socket.write(text);
  return within(150, answered);
};

describe('a wire to a server', () => {
  it('carries both ways', async () => {
    expect(await ask(await dial(), 'hello')).toBe('hello');
  });

  it('cut: drops who is connected and refuses who comes, until it is restored', async () => {
    const socket = await dial();
    const dropped = new Promise((resolve) => socket.once('close', resolve));
    await wire.cut();
    await dropped;
    await expect(dial()).rejects.toThrow('ECONNREFUSED');
    await wire.restore();
    expect(await ask(await dial(), 'again')).toBe('again');
  });

  it('delay: everything arrives later, in order', async () => {
    const socket = await dial();
    await ask(socket, 'warm');
    wire.delay(40);
    const began = performance.now();
    expect(await ask(socket, 'slow')).toBe('slow');
    expect(performance.now() - began).toBeGreaterThanOrEqual(75);
    wire.delay(0);
  });

  it('keeps the order when the delay shrinks', async () => {
    const socket = await dial();
    wire.delay(60);
    socket.write('first ');
    await new Promise((resolve) => setTimeout(resolve, 20));
    wire.delay(0);
    socket.write('second');
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(heard).toBe('first second');
  });

  it('half open: takes connections and swallows what is said', async () => {
    const before = await dial();
    wire.halfOpen();
    expect(await ask(before, 'anyone?')).toBe('silence');
    expect(await ask(await dial(), 'anyone else?')).toBe('silence');
    expect(heard).toBe('');
    await wire.restore();
    expect(await ask(await dial(), 'back')).toBe('back');
  });

  it('loses answers: the server hears, the caller never learns', async () => {
    const socket = await dial();
    wire.loseAnswers();
    expect(await ask(socket, 'done?')).toBe('silence');
    expect(heard).toBe('done?');
  });
});
