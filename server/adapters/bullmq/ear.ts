/** The listening half of the bell: takes jobs, and hears of runs held here whoever takes their job. */
import { Worker } from 'bullmq';
import type { Ears, Look } from '../../engine/ports.ts';
import { radio } from './radio.ts';
import { patient, redisLink } from './redis-link.ts';
import type { Ring } from './ring.ts';

export interface EarOptions {
  url: string;
  queue: string;
  prefix: string;
  /** Channel of the rings that may concern a held run. */
  channel: string;
  look: Look;
  ears: Ears;
  /** Takes a ring that was fetched but comes too late to be told here. */
  giveBack(ring: Ring): void;
  report(error: Error): void;
}

/** Fetching and finishing overlap; more side by side than this is not faster (1: 7,400, 8: 25,000, 32: 29,000, 100: 27,000 a second). */
const sideBySide = 32;
const roomEvery = 20;
/** Longest orderly goodbye, ms. */
const patience = 600;

/** Resolves when nothing is heard any more and every connection is closed, after 1 s at most, Redis or not. */
export function openEar({ url, queue, prefix, channel, look, ears, giveBack, report }: EarOptions): () => Promise<void> {
  let left = false;
  const link = redisLink(url, patient);
  const held = radio(url, channel, (text) => {
    for (const { tenant, runId, hint } of JSON.parse(text) as Ring[]) if (!left && ears.holds(runId)) look(tenant, runId, hint);
  });

  const worker = new Worker<Ring>(
    queue,
    async ({ data }) => {
      while (!left && !ears.hasRoom() && !ears.holds(data.runId)) await pause(roomEvery);
      if (left) giveBack(data);
      else look(data.tenant, data.runId, data.hint);
    },
    // A worker waits 15 s after a lost connection unless told otherwise.
    { connection: link.redis, prefix, concurrency: sideBySide, runRetryDelay: 1_000 },
  );
  worker.on('error', report);

  return async () => {
    left = true;
    held.close();
    // Asked to close in good order, a BullMQ worker waits for Redis however long it is away.
    await Promise.race([worker.close(link.state() !== 'up').catch(report), pause(patience)]);
    void worker.disconnect().catch(() => undefined);
    link.close();
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());
