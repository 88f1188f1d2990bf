/** One address for several API processes, as a cluster's service gives it: each new connection goes to the next one that takes it. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  url: string;
  close(): void;
}

export async function balancer(ports: () => number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let turn = 0;

  const reach = (near: Socket, tried: number): void => {
    const all = ports();
    if (tried >= all.length || near.destroyed) return void near.destroy();
    turn += 1;
    const far = connect(all[turn % all.length]!, '127.0.0.1').setNoDelay(true);
    const next = (): void => reach(near, tried + 1);
    far.once('error', next);
    far.once('connect', () => {
      far.off('error', next);
      sockets.add(far);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.pipe(other);
        one.on('error', () => undefined);
        one.once('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      }
    });
  };

  // Nothing is read of a caller until somebody stands at the other end.
  const server = createServer({ pauseOnConnect: true, noDelay: true }, (near) => {
    sockets.add(near);
    reach(near, 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
