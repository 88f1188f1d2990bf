/** The peer of the distributed measure: five BullMQ jobs one after the other, each of which does nothing but add the next. */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const url = process.argv[2]!;
const connection = new Redis(url, { maxRetriesPerRequest: null });
const counter = new Redis(url);
const jobs = new Queue('chain', { connection });
const worker = new Worker<{ step: number; order: string }>(
  'chain',
  async ({ data }) => {
    if (data.step === 5) await counter.incr('chain-done');
    else await jobs.add('step', { ...data, step: data.step + 1 }, { removeOnComplete: true });
  },
  { connection: new Redis(url, { maxRetriesPerRequest: null }), concurrency: 50 },
);
await worker.waitUntilReady();
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
