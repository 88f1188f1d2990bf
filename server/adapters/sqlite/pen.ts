import { Worker } from 'node:worker_threads';
import { CommitUnknown, StoreFull } from '../../engine/ports.ts';
import type { BatchAnswer, Work, WorkMessage } from './work.ts';

/** The main thread's end of the writer: each promise settles after its batch is durable. */
export interface Pen {
  write<T>(work: Work, texts?: string[]): Promise<T>;
  /** Number of the last item whose answer has arrived. */
  answered(): number;
  /** Why nothing is acknowledged any more. */
  broken(): string | undefined;
  /** How long 99 of 100 items of the last seconds took, ms. */
  slowest(): number;
  /** Items that wait to become durable. */
  open(): number;
  close(): Promise<void>;
}

const remembered = 1_024;
/** Commits of the last so many ms are judged. */
const lately = 10_000;
/** Items that go over in one message at most: the writer starts on them while this turn of the event loop brings more. */
const together = 8;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  at: number;
}

/** Hears of the disk: that nothing more is ever written here, and that it is full or no longer is. */
export interface DiskWatch {
  broken(reason: string): void;
  full(isFull: boolean): void;
}

const nobody: DiskWatch = { broken: () => undefined, full: () => undefined };
const isStroke = ({ kind }: Work): boolean => kind === 'commit' || kind === 'release' || kind === 'late';

export async function openPen(file: string, watch: DiskWatch = nobody): Promise<Pen> {
  const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: { file }, execArgv: ['--disable-warning=ExperimentalWarning'] });
  const waiting = new Map<number, Waiting>();
  const times = new Float64Array(remembered);
  const ends = new Float64Array(remembered);
  let measured = 0;
  let no = 0;
  let answered = 0;
  let outgoing: WorkMessage[] = [];
  let broken: string | undefined;
  let noRoom: string | undefined;
  let roomSince = 0;
  let isClosed = false;

  const flush = () => {
    if (outgoing.length === 0) return;
    worker.postMessage(outgoing);
    outgoing = [];
  };
  const settle = (batch: BatchAnswer) => {
    const wasBroken = broken !== undefined;
    broken = batch.broken ?? broken;
    if (batch.noRoom !== undefined) {
      noRoom = batch.noRoom ?? undefined;
      if (noRoom === undefined) roomSince = performance.now();
      watch.full(noRoom !== undefined);
    }
    const now = performance.now();
    for (const answer of batch.answers) {
      // What failed changed nothing, and an earlier stroke may still wait for room: only what is written counts as seen.
      if (answer.error === undefined) answered = answer.no;
      const item = waiting.get(answer.no);
      if (!item) continue;
      waiting.delete(answer.no);
      ends[measured % remembered] = now;
      // Waiting for room says nothing of how fast the disk is.
      times[measured++ % remembered] = now - Math.max(item.at, roomSince);
      if (answer.error === undefined) item.resolve(answer.value);
      else item.reject(answer.unknown ? new CommitUnknown(answer.error) : answer.noRoom ? new StoreFull(answer.error) : new Error(answer.error));
    }
    if (broken !== undefined && !wasBroken) watch.broken(broken);
  };
  const fail = (reason: string) => {
    const wasBroken = broken !== undefined;
    broken ??= reason;
    for (const item of waiting.values()) item.reject(new CommitUnknown(reason));
    waiting.clear();
    if (!wasBroken && !isClosed) watch.broken(reason);
  };

  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  worker.on('message', settle);
  worker.on('error', (error) => fail(`the writer thread died: ${error instanceof Error ? error.message : String(error)}`));
  worker.on('exit', () => fail('the writer thread has ended'));

  return {
    write<T>(work: Work, texts: string[] = []): Promise<T> {
      if (broken !== undefined || isClosed) return Promise.reject(new Error(broken ?? 'the store is closed'));
      if (noRoom !== undefined && !isStroke(work)) return Promise.reject(new StoreFull(noRoom));
      no += 1;
      outgoing.push([no, JSON.stringify(work), ...texts]);
      // Idle: go at once. Busy: what this turn of the event loop brings goes over in one message.
      if (waiting.size === 0) flush();
      else if (outgoing.length === 1) setImmediate(flush);
      else if (outgoing.length >= together) flush();
      return new Promise<T>((resolve, reject) => waiting.set(no, { resolve: resolve as (value: unknown) => void, reject, at: performance.now() }));
    },
    answered: () => answered,
    broken: () => broken,
    open: () => waiting.size,
    slowest() {
      // A slow moment long past says nothing of now: on a quiet hub it would keep the door shut for good.
      const since = performance.now() - lately;
      const sorted = times
        .slice(0, Math.min(measured, remembered))
        .filter((_, place) => (ends[place] ?? 0) >= since)
        .sort();
      return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      flush();
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage('close');
      await ended;
    },
  };
}
