/** Redis as BullMQ wants it: nothing evicted. It keeps nothing on disk, so a killed one comes back empty. */
import { execFileSync } from 'node:child_process';
import { isOnPath, ownServer } from './own-server.ts';
import { givenService, type Missing, required, type Service } from './service.ts';

export interface RedisOptions {
  /** A server of our own even where REDIS_URL names one: for tests that kill it. */
  own?: boolean;
}

/** REDIS_URL, else redis-server from the PATH. */
export async function redis(options: RedisOptions = {}): Promise<Service | Missing> {
  const given = process.env['REDIS_URL'];
  if (given && !options.own) return givenService(given, 'REDIS_URL');
  if (!isOnPath('redis-server')) return required<Service>({ reason: 'no Redis: neither REDIS_URL nor redis-server on the PATH' });
  const version = /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1];
  return ownServer({
    name: `redis-server ${version}`,
    command: 'redis-server',
    args: (port, dir) =>
      ['--bind 127.0.0.1', `--port ${port}`, `--dir ${dir}`, '--appendonly no', '--maxmemory-policy noeviction'].join(' ').split(' ').concat('--save', ''),
    ready: /Ready to accept connections/i,
    url: (port) => `redis://127.0.0.1:${port}`,
  });
}
