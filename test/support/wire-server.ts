/** A server that speaks just enough of MongoDB's wire protocol to say what a healthy one never would. Ends with the test. */
import { createServer, type Socket } from 'node:net';
import { BSON } from 'mongodb';
import { onTestFinished } from 'vitest';

/** Introduces itself with `hello` and gives one answer to everything else; `asked` are the commands it got, as JSON. */
export async function serverThatSays(hello: object, answer: object = { ok: 1, n: 1 }): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        const isQuery = message.readInt32LE(12) === 2_004;
        const from = isQuery ? message.indexOf(0, 20) + 9 : 21;
        const command = BSON.deserialize(message.subarray(from, from + message.readInt32LE(from)));
        const name = Object.keys(command)[0]!;
        asked.push(JSON.stringify(command));
        const isHello = /^(hello|ismaster)$/i.test(name);
        const ok = { ok: 1, isWritablePrimary: true, ismaster: true, minWireVersion: 0, helloOk: true, localTime: new Date(), maxBsonObjectSize: 16_777_216 };
        const said = BSON.serialize(isHello ? { ...ok, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, ...hello } : answer);
        const head = Buffer.alloc(isQuery ? 36 : 21);
        head.writeInt32LE(head.length + said.length, 0);
        head.writeInt32LE(message.readInt32LE(4), 8);
        head.writeInt32LE(isQuery ? 1 : 2_013, 12);
        if (isQuery) head.writeInt32LE(1, 32);
        socket.write(Buffer.concat([head, said]));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `mongodb://127.0.0.1:${(server.address() as { port: number }).port}/hub`, asked };
}
