/** What the store itself says of who holds and wrote which run: read behind the hub's back. */
import { type Document, MongoClient } from 'mongodb';
import type { Cluster } from './distributed-target.ts';

export interface Leases {
  /** Runs whose lease names the process. */
  runsOf(pid: number): Promise<string[]>;
  heldBy(pid: number): Promise<number>;
  /** Authors of each run's commits, in the order of the log; an author begins with the life of its process. */
  lastCommits(runs: string[]): Promise<Map<string, string[]>>;
  /** Runs that were taken from a holder that did not give them back. */
  claimedUncleanly(): Promise<number>;
  /** Those of the runs that a former holder told something of too late. */
  lateOf(runs: string[]): Promise<string[]>;
  close(): Promise<void>;
}

export async function leases(hub: Cluster): Promise<Leases> {
  const client = await new MongoClient(hub.mongo.url).connect();
  const db = client.db('chaos');
  const heads = db.collection('runs');
  const ofProcess = (pid: number) => ({ 'lease.owner': { $regex: `\\.${pid}\\.` } });
  return {
    runsOf: async (pid) => (await heads.find(ofProcess(pid), { projection: { run: 1 } }).toArray()).map((head) => head['run'] as string),
    heldBy: (pid) => heads.countDocuments(ofProcess(pid)),
    async lastCommits(runs) {
      const born = await heads.find({ run: { $in: runs } }, { projection: { run: 1, log: 1 } }).toArray();
      const later = await db
        .collection('commits')
        .find({ run: { $in: runs } }, { projection: { run: 1, author: 1, seq: 1 }, sort: { _id: 1 } })
        .toArray();
      const authors = new Map(born.map((head) => [head['run'] as string, (head['log'] as Document[]).map((commit) => commit['author'] as string)]));
      for (const commit of later) authors.get(commit['run'] as string)?.push(commit['author'] as string);
      return authors;
    },
    async claimedUncleanly() {
      const claimed = { $regex: '"run.claimed"' };
      return (await heads.countDocuments({ 'log.events': claimed })) + (await db.collection('commits').countDocuments({ events: claimed }));
    },
    lateOf: async (runs) => (await db.collection('late').distinct('run', { run: { $in: runs } })) as string[],
    close: () => client.close(),
  };
}
