/**
 * Rings a second of the bell beside bare BullMQ (add, worker, done) on the same Redis, one after the other in one process.
 * `node server/run.mjs test/conformance/bell-speed.ts [rings]`
 */
import { Queue as Jobs, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type Bell, bullBell } from '../../server/adapters/bullmq/bell.ts';
import { redis as redisServer } from '../services/redis.ts';

const rings = Number(process.argv[2] ?? 20_000);
const alone = 500;
const atOnce = 50;
const server = await redisServer({ own: true });
if (server.url === undefined) throw new Error(server.reason);
const { url } = server;

interface Way {
  name: string;
  burst(ids: string[]): void;
  one(id: string): void;
  hear(told: (id: string) => void): void;
  close(): Promise<unknown>;
}

function bare(isPrioritized: boolean): Way {
  const [out, inn] = [new Redis(url, { maxRetriesPerRequest: null }), new Redis(url, { maxRetriesPerRequest: null })];
  const jobs = new Jobs('bare', { connection: out });
  let worker: Worker | undefined;
  const job = (id: string) => ({
    name: 'ring',
    data: { tenant: 'acme', runId: id, hint: { flow: 'f', delivery: id } },
    opts: { removeOnComplete: true, removeOnFail: true, ...(isPrioritized ? { priority: 1 } : {}) },
  });
  return {
    name: isPrioritized ? 'bare BullMQ, one priority' : 'bare BullMQ',
    async burst(ids) {
      for (let at = 0; at < ids.length; at += 1_000) await jobs.addBulk(ids.slice(at, at + 1_000).map(job));
    },
    one(id) {
      const { name, data, opts } = job(id);
      void jobs.add(name, data, opts);
    },
    hear(told) {
      worker = new Worker('bare', async ({ data }) => told(data.runId), { connection: inn, concurrency: 32 });
    },
    async close() {
      await worker?.close();
      await jobs.close();
      out.disconnect();
      inn.disconnect();
    },
  };
}

function ours(): Way {
  const [ringer, hearer] = [0, 1].map(() => bullBell({ url, prefix: 'ours', report: console.error })) as [Bell, Bell];
  let n = 0;
  const ring = (id: string): void => ringer.ring('acme', id, { flow: `f${(n += 1) % 10}`, delivery: id });
  return {
    name: 'the bell, ten flows',
    burst: (ids) => ids.forEach(ring),
    one: ring,
    hear: (told) => void hearer.listen((_tenant, id) => told(id)),
    close: () => Promise.all([ringer.close(), hearer.close()]),
  };
}

for (let round = 0; round < 2; round += 1) {
  for (const way of [bare(false), bare(true), ours()]) {
    const admin = new Redis(url);
    await admin.flushall();
    let told = (_id: string): void => undefined;
    way.hear((id) => told(id));
    const heardAll = (count: number, each: (id: string) => void = () => undefined): Promise<void> =>
      new Promise((resolve) => {
        let left = count;
        told = (id) => {
          each(id);
          if ((left -= 1) === 0) resolve();
        };
      });

    const warm = heardAll(1);
    way.one('warm');
    await warm;

    let began = performance.now();
    const burst = heardAll(rings);
    way.burst(Array.from({ length: rings }, (_, n) => `b${n}`));
    await burst;
    const burstPerSecond = rings / ((performance.now() - began) / 1_000);

    began = performance.now();
    let next = atOnce;
    const loop = heardAll(rings, () => next < rings && way.one(`l${(next += 1)}`));
    for (let n = 0; n < atOnce; n += 1) way.one(`l${n}`);
    await loop;
    const loopPerSecond = rings / ((performance.now() - began) / 1_000);

    const took: number[] = [];
    for (let n = 0; n < alone; n += 1) {
      const heard = heardAll(1);
      const rung = performance.now();
      way.one(`a${n}`);
      await heard;
      took.push(performance.now() - rung);
    }
    took.sort((a, b) => a - b);
    console.log(
      JSON.stringify({
        way: way.name,
        burstPerSecond: Math.round(burstPerSecond),
        [`perSecondAt${atOnce}`]: Math.round(loopPerSecond),
        aloneMs: { p50: Number(took[alone * 0.5]!.toFixed(2)), p99: Number(took[alone * 0.99]!.toFixed(2)) },
      }),
    );
    await way.close();
    admin.disconnect();
  }
}
await server.stop();
