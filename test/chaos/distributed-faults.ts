/** What R2 does to a hub of many processes, one after the other. */
import { Redis } from 'ioredis';
import type { Cluster } from './distributed-target.ts';

export type Fault = 'worker' | 'api' | 'flush' | 'redis' | 'mongo';

/** All faults of a round in an order that follows from the chance. */
export function shuffled(counts: Record<Fault, number>, chance: () => number): Fault[] {
  const faults = Object.entries(counts).flatMap(([fault, count]) => new Array<Fault>(count).fill(fault as Fault));
  for (let at = faults.length - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [faults[at], faults[other]] = [faults[other]!, faults[at]!];
  }
  return faults;
}

/** FLUSHALL; true when Redis was there to be asked. */
export async function flush(hub: Cluster): Promise<boolean> {
  const client = new Redis(hub.redis.url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  const isDone = await client
    .connect()
    .then(() => client.flushall())
    .then(
      () => true,
      () => false,
    );
  client.disconnect();
  return isDone;
}
