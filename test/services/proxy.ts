/** A wire between a program and a server that tests cut, slow down, or let go deaf. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  port: number;
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Everything passes again, at once. */
  restore(): Promise<void>;
  /** Each piece, either way, arrives this many milliseconds later. */
  delay(ms: number): void;
  /** Connections stand and new ones are taken, but nothing comes through: what is said is swallowed. */
  halfOpen(): void;
  /** Swallows answers only: the server hears and acts, the caller never learns. */
  loseAnswers(): void;
  close(): Promise<void>;
}

export async function proxy(targetPort: number): Promise<Proxy> {
  let passes = { asked: true, answered: true };
  let lag = 0;
  const sockets = new Set<Socket>();

  const join = (near: Socket): void => {
    const far = connect(targetPort, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    carry(near, far, 'asked');
    carry(far, near, 'answered');
  };
  const carry = (from: Socket, to: Socket, way: 'asked' | 'answered'): void => {
    // One after the other: nothing overtakes what is still under way when the delay shrinks.
    let line = Promise.resolve();
    let waiting = 0;
    from.on('data', (piece) => {
      if (!passes[way]) return;
      if (lag === 0 && waiting === 0) return void to.write(piece);
      const due = performance.now() + lag;
      waiting += 1;
      line = line.then(async () => {
        const rest = due - performance.now();
        if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
        to.write(piece);
        waiting -= 1;
      });
    });
  };

  const server = createServer(join);
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const drop = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const cut = async (): Promise<void> => {
    const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : undefined;
    drop();
    await closed;
  };

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut,
    async restore() {
      // A connection whose middle was swallowed makes no sense to either end any more.
      if (!passes.asked || !passes.answered) drop();
      passes = { asked: true, answered: true };
      lag = 0;
      if (!server.listening) await listen(port);
    },
    delay: (ms) => void (lag = ms),
    halfOpen: () => void (passes = { asked: false, answered: false }),
    loseAnswers: () => void (passes = { asked: true, answered: false }),
    close: cut,
  };
}
