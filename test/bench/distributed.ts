/** What one order costs a hub of many processes: documents, round trips and jobs are counted; times are printed beside a raw BullMQ chain. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import jsonata from 'jsonata';
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { bullBell } from '../../server/adapters/bullmq/bell.ts';
import { type MongoStore, mongoStore } from '../../server/adapters/mongo/store.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { planOf } from '../../server/engine/plan.ts';
import { startRun } from '../../server/engine/start.ts';
import { worker } from '../../server/engine/worker.ts';
import { cluster } from '../chaos/distributed-target.ts';
import { send } from '../chaos/load-send.ts';
import { mongo } from '../services/mongo.ts';
import { redis } from '../services/redis.ts';
import { fiveSteps } from './five-steps.ts';
import { orderText } from './order-text.ts';
import { type Row, row } from './row.ts';

const flow = fiveSteps as unknown as Flow;
const version = 'one';
const never = 86_400_000;

const tripsOf = (stores: MongoStore[]) =>
  stores.reduce((sum, { shelves: { trips } }) => ({ calls: sum.calls + trips.calls, written: sum.written + trips.written }), { calls: 0, written: 0 });

export async function distributedRows(say: (line: string) => void): Promise<Row[]> {
  const [mongoServer, redisServer] = [await mongo({ own: true }), await redis({ own: true })];
  if (mongoServer.url === undefined || redisServer.url === undefined) {
    say(`  skipped: ${mongoServer.url === undefined ? mongoServer.reason : ''} ${redisServer.url === undefined ? redisServer.reason : ''}`);
    return [];
  }
  try {
    const rows = await counted(mongoServer.url, redisServer.url);
    for (const workers of [1, 2]) {
      const [hub, chain] = [await hubRate(workers), await chainRate(redisServer.url, workers)];
      say(
        `  ${workers} worker${workers > 1 ? 's' : ''}: Orderloom ${Math.round(hub)} orders/s through HTTP to completed, on ${mongoServer.name} | raw BullMQ chain of five ${Math.round(chain)} orders/s, kept in memory only`,
      );
    }
    return rows;
  } finally {
    await mongoServer.stop();
    await redisServer.stop();
  }
}

/** One process accepts, another carries: what is asked of the servers from the message to the completed run. */
async function counted(mongoUrl: string, redisUrl: string): Promise<Row[]> {
  const url = `${mongoUrl}/counted`;
  const open = (life: string) => mongoStore(url, { life, leaseMs: 15_000, remembers: false, warn: () => undefined });
  const [api, carrier] = [await open('api'), await open('worker')];
  const report = (message: string, details: { error?: unknown }): void => console.error(message, details.error);
  const bells = [0, 1].map(() => bullBell({ url: redisUrl, prefix: 'counted', report }));
  const [ringer, heard] = bells as [(typeof bells)[0], (typeof bells)[0]];
  const counter = new Redis(redisUrl);
  const types = new Map(coreNodes.map((type) => [type.type, type]));
  const plan = planOf('t', flow, version, (type) => types.get(type));
  const ended = new Map<string, () => void>();
  const carrying = worker({
    store: carrier.runs,
    queue: heard,
    clock: systemClock(carrier.now),
    expressions: { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> },
    effects: { enter: () => () => undefined, equip: () => Promise.reject(new Error('nothing is called here')) },
    witness: (head) => head.endedAt !== undefined && ended.get(head.id)?.(),
    plan: async () => plan,
    subflow: () => undefined,
    isPaused: () => false,
    epoch: 'worker',
    report,
    renewEvery: never,
    sweepEvery: () => never,
  });
  let no = 0;
  const order = async (): Promise<void> => {
    no += 1;
    const number = `C${no}`;
    const text = orderText(number);
    const start = startRun({
      tenant: 't',
      endpoint: 'bench',
      dedupeKey: number,
      flow,
      version,
      trigger: 'order',
      document: JSON.parse(text) as Json,
      documentJson: text,
      at: api.now(),
    });
    const runId = start.head.id;
    const done = new Promise<void>((resolve) => ended.set(runId, resolve));
    const runs = [{ flow: flow.id, version, runId }];
    const known = { tenant: 't', id: number, endpoint: 'bench', dedupeKey: number, bodyHash: number, at: api.now(), bytes: text.length, body: text };
    await api.runs.accept({ ...known, runs, starts: [start], signals: [] });
    ringer.ring('t', runId, { flow: flow.id, delivery: number });
    await done;
  };
  const measure = async (count: number): Promise<{ calls: number; written: number; jobs: number }> => {
    const before = tripsOf([api, carrier]);
    const jobs = Number(await counter.get('counted:bell:id'));
    await Promise.all(Array.from({ length: count }, order));
    const after = tripsOf([api, carrier]);
    return { calls: after.calls - before.calls, written: after.written - before.written, jobs: Number(await counter.get('counted:bell:id')) - jobs };
  };
  try {
    await measure(3);
    const alone = await measure(1);
    const many = await measure(50);
    const settle = tripsOf([carrier]).calls;
    await carrier.runs.due(carrier.now() + 5_000, 100, new Set());
    console.log(`  one sweep settles all ${no} deliveries in ${tripsOf([carrier]).calls - settle} round trips, whatever their number up to 500`);
    return [
      row('distributed: documents written for one order with five steps', alone.written, '', '<=', 5),
      row('distributed: round trips to the store for one order alone', alone.calls, '', '<=', 3),
      row('distributed: round trips to the store for each of 50 orders at once', many.calls / 50, '', '<=', 0.2),
      row('distributed: jobs on the bell for one order', alone.jobs, '', '<=', 1),
    ];
  } finally {
    await carrying.stop();
    counter.disconnect();
    await Promise.all([...bells.map((bell) => bell.close()), api.close(), carrier.close()]);
  }
}

async function hubRate(workers: number, orders = 2_000): Promise<number> {
  const hub = await cluster({ apis: 1, workers, durable: false });
  try {
    await hub.deploy(flow);
    const play = async (prefix: string, count: number): Promise<number> => {
      const began = performance.now();
      await send({ url: `${hub.url}/in/orders-bench`, prefix, count, connections: 32, again: true }).done;
      for (let tries = 0; tries < 6_000; tries += 1) {
        const { body } = await hub.call<{ items: unknown[] }>('GET', `/api/runs?status=completed&key=${prefix}${String(count).padStart(9, '0')}&limit=1`);
        const open = await hub.call<{ items: unknown[] }>('GET', '/api/runs?status=running&limit=1');
        if (body.items.length === 1 && open.body.items.length === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return (count / (performance.now() - began)) * 1_000;
    };
    await play('W', 500);
    return await play('H', orders);
  } finally {
    await hub.remove();
  }
}

async function chainRate(url: string, workers: number, orders = 2_000): Promise<number> {
  const children = Array.from({ length: workers }, () =>
    fork(join(import.meta.dirname, 'chain-worker.ts'), [url], { execArgv: ['--disable-warning=ExperimentalWarning'] }),
  );
  try {
    await Promise.all(children.map((child) => new Promise((resolve) => child.once('message', resolve))));
    const { Queue } = await import('bullmq');
    const connection = new Redis(url, { maxRetriesPerRequest: null });
    const jobs = new Queue('chain', { connection });
    const counter = new Redis(url);
    await counter.del('chain-done');
    const began = performance.now();
    for (let from = 0; from < orders; from += 100)
      await jobs.addBulk(
        Array.from({ length: 100 }, (_, place) => ({
          name: 'step',
          data: { step: 1, order: orderText(`B${from + place}`) },
          opts: { removeOnComplete: true },
        })),
      );
    while (Number(await counter.get('chain-done')) < orders) await new Promise((resolve) => setTimeout(resolve, 10));
    const rate = (orders / (performance.now() - began)) * 1_000;
    await jobs.close();
    connection.disconnect();
    counter.disconnect();
    return rate;
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}
