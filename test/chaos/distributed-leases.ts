/** What the store itself says of who holds which run: read behind the hub's back. */
import { MongoClient } from 'mongodb';
import type { Cluster } from './distributed-target.ts';

export interface Leases {
  /** Runs whose lease names the process. */
  heldBy(pid: number): Promise<number>;
  close(): Promise<void>;
}

export async function leases(hub: Cluster): Promise<Leases> {
  const client = await new MongoClient(hub.mongo.url).connect();
  const runs = client.db('chaos').collection('runs');
  return {
    heldBy: (pid) => runs.countDocuments({ 'lease.owner': { $regex: `\\.${pid}\\.` } }),
    close: () => client.close(),
  };
}
