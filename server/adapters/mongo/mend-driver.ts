/**
 * Mends a wait of the MongoDB driver (7.9) that never ends. A command that is written to a socket already closing waits for
 * `drain` or `error`, and a socket that was closed in good order says neither. Where that command is the monitor's, the
 * process never finds its server again; where it is ours, it is never answered. And where the socket does say `error`, the driver
 * passes on what the system called it, which nobody above takes for a server that is away.
 */
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { MongoNetworkError } from 'mongodb';

export interface DriverConnection {
  socket: Socket;
  onError(error: Error): void;
}
type Write = (this: DriverConnection, command: unknown, options: unknown) => Promise<void>;

const driver = createRequire(import.meta.url)('mongodb/lib/cmap/connection.js') as { Connection: { prototype: { writeCommand: Write } } };
const { prototype } = driver.Connection;
const write = prototype.writeCommand;
let isMended = false;

/** Once for the process; every connection is mended, those of monitors too. */
export function mendDriver(): void {
  if (isMended) return;
  isMended = true;
  prototype.writeCommand = async function (command, options) {
    let gone = (): void => undefined;
    const closed = new Promise<never>((_, reject) => {
      gone = () => {
        const error = new MongoNetworkError('the connection was closed while a command was written to it');
        this.onError(error);
        reject(error);
      };
    });
    // Closed before it could be heard of: the check waits until the driver has tried to write.
    const check = this.socket.destroyed ? setImmediate(gone) : undefined;
    this.socket.once('close', gone);
    try {
      await Promise.race([write.call(this, command, options), closed]);
    } catch (error) {
      throw error instanceof Error && 'syscall' in error ? new MongoNetworkError(error.message, { cause: error }) : error;
    } finally {
      clearImmediate(check);
      this.socket.off('close', gone);
    }
  };
}
