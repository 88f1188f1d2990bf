/**
 * MongoDB for tests: the server of MONGODB_URL, else mongod from the PATH as a replica set of one, else the stand-in,
 * which speaks the wire protocol and is not MongoDB: `name` says which one answered.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { isOnPath, ownServer } from './own-server.ts';
import { givenService, type Missing, required, type Service } from './service.ts';

export interface MongoOptions {
  /** A server of our own even where MONGODB_URL names one: for tests that kill it. */
  own?: boolean;
  /** The stand-in writes to disk before it answers, and a killed one comes back with everything it acknowledged. mongod always does. */
  durable?: boolean;
}

const jar = join(import.meta.dirname, 'mongo-stand-in/target/mongo-stand-in.jar');

export async function mongo(options: MongoOptions = {}): Promise<Service | Missing> {
  const given = process.env['MONGODB_URL'];
  if (given && !options.own) return givenService(given, 'MONGODB_URL');
  if (isOnPath('mongod')) return ownServer(mongod);
  if (!isOnPath('java')) return required<Service>({ reason: 'no MongoDB: neither MONGODB_URL, nor mongod or java on the PATH' });
  if (!existsSync(jar)) return required<Service>({ reason: 'no MongoDB: the stand-in is not built (test/services/mongo-stand-in/build.sh)' });
  return ownServer({
    name: 'MongoDB stand-in (mongo-java-server 1.47.0)',
    command: 'java',
    args: (port, dir) => [
      ...['-XX:+UseSerialGC', '-Xmx1g', '-jar', jar, '--port', String(port)],
      ...(options.durable ? ['--file', join(dir, 'data')] : ['--memory']),
    ],
    ready: /listening \d+/,
    url: (port) => `mongodb://127.0.0.1:${port}`,
  });
}

const mongod = {
  name: 'mongod',
  command: 'mongod',
  args: (port: number, dir: string) => ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dir, '--replSet', 'rs0'],
  ready: /Waiting for connections/,
  url: (port: number) => `mongodb://127.0.0.1:${port}/?replicaSet=rs0`,
  async prepare(port: number) {
    const client = await new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`).connect();
    await client.db('admin').command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
    await client.close();
  },
};
