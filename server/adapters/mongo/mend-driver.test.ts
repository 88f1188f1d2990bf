import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { MongoNetworkError } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';
import { type DriverConnection, mendDriver } from './mend-driver.ts';

mendDriver();
const { Connection } = createRequire(import.meta.url)('mongodb/lib/cmap/connection.js') as {
  Connection: { prototype: { writeCommand(this: DriverConnection, command: unknown, options: unknown): Promise<void> } };
};

/** A connection of the driver to a server that reads nothing. */
async function open(): Promise<{ socket: Socket; errors: Error[]; write(bytes: number): Promise<void> }> {
  const far: Socket[] = [];
  const server = createServer((socket) => far.push(socket.pause().on('error', () => undefined)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  onTestFinished(() => {
    for (const one of [socket, ...far]) one.destroy();
    server.close();
  });
  const errors: Error[] = [];
  const command = (bytes: number) => ({ toBin: async () => [Buffer.alloc(bytes)] });
  const connection = { socket, onError: (error: Error) => void errors.push(error) };
  return { socket, errors, write: (bytes) => Connection.prototype.writeCommand.call(connection, command(bytes), { agreedCompressor: 'none' }) };
}

test('what is written to a socket that is closing fails, though the socket says no more', async () => {
  const { socket, errors, write } = await open();
  socket.destroy();
  await expect(write(10)).rejects.toThrow('closed');
  expect(errors).toHaveLength(1);
});

test('what is written to a socket that closed before fails as well', async () => {
  const { socket, write } = await open();
  socket.destroy();
  await once(socket, 'close');
  await expect(write(10)).rejects.toThrow('closed');
});

test('what waits to be sent fails when its socket closes', async () => {
  const { socket, write } = await open();
  const written = write(20_000_000);
  setTimeout(() => socket.destroy(), 20);
  await expect(written).rejects.toThrow('closed');
});

test('what the system says of a broken connection is told as one', async () => {
  const { socket, write } = await open();
  const written = write(20_000_000);
  setTimeout(() => socket.destroy(Object.assign(new Error('write EPIPE'), { syscall: 'write', code: 'EPIPE' })), 20);
  await expect(written).rejects.toThrow(MongoNetworkError);
});

test('what can be written is written, and leaves nothing behind', async () => {
  const { socket, errors, write } = await open();
  await write(10);
  expect([errors, socket.listenerCount('close')]).toEqual([[], 0]);
});
