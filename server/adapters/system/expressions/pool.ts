import { Worker } from 'node:worker_threads';
import type { Json } from '../../../../flows/flow.ts';
import { ConnectorError, type ErrorCode } from '../../../../nodes/node-type.ts';
import { type Question, timedOut } from './evaluator.ts';
import { limits } from './limits.ts';
import { type RecentlyUsed, recentlyUsed } from './recently-used.ts';
import type { TableVersion } from './references.ts';
import type { Answer, Asked } from './worker.ts';

interface Job {
  question: Question;
  tables: ReadonlyMap<string, TableVersion>;
  resolve(value: Json | undefined): void;
  reject(error: Error): void;
}

interface Seat {
  worker: Worker;
  ready: boolean;
  /** Versions of tables it holds: it forgets in the same order as we do. */
  holds: RecentlyUsed<string, true>;
  job?: Job | undefined;
  /** Ends the worker: at the deadline of its job, or when nothing came for long. */
  timer?: NodeJS.Timeout | undefined;
}

export interface WorkerPool {
  run(question: Question, tables?: ReadonlyMap<string, TableVersion>): Promise<Json | undefined>;
  close(): Promise<void>;
}

/**
 * Worker threads that are started when first needed, hold one expression each, and are ended and replaced when it
 * does not come back. An expression that had to be stopped once is suspect: at most one such runs at a time, so a
 * loop in one flow never takes all workers from the others.
 */
export function workerPool(size: number = limits.workers): WorkerPool {
  const seats = new Set<Seat>();
  const waiting: Job[] = [];
  const suspects = recentlyUsed<string, true>(1_000);
  let closed = false;

  const isSuspect = (job: Job | undefined): boolean => job !== undefined && suspects.get(job.question.source) === true;

  function open(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    const seat: Seat = { worker, ready: false, holds: recentlyUsed(limits.tables) };
    seats.add(seat);
    worker.on('message', (message: 'ready' | Answer) => {
      if (message === 'ready') seat.ready = true;
      else finish(seat, message);
      rest(seat);
      pump();
    });
    worker.on('error', (error: Error & { code?: string }) => leave(seat, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory() : broken(error)));
    worker.on('exit', () => leave(seat, broken()));
  }

  /** A worker without work keeps no process alive, and gives its memory back after a while. */
  function rest(seat: Seat): void {
    seat.worker.unref();
    clearTimeout(seat.timer);
    seat.timer = setTimeout(() => {
      seats.delete(seat);
      void seat.worker.terminate();
    }, limits.idle).unref();
  }

  function leave(seat: Seat, error: Error): void {
    if (!seats.delete(seat)) return;
    const job = seat.job;
    clearTimeout(seat.timer);
    seat.job = undefined;
    if (job) suspects.set(job.question.source, true);
    job?.reject(error);
    if (!seat.ready) for (const left of waiting.splice(0)) left.reject(error);
    pump();
  }

  function finish(seat: Seat, answer: Answer): void {
    const job = seat.job;
    seat.job = undefined;
    if ('code' in answer) {
      if (job && answer.code === 'expr.timeout') suspects.set(job.question.source, true);
      job?.reject(new ConnectorError(answer.code as ErrorCode, answer.message)); // the worker sends codes of a ConnectorError
    } else job?.resolve(answer.json === undefined ? undefined : JSON.parse(answer.json));
  }

  function pump(): void {
    if (closed || waiting.length === 0) return;
    const suspectRuns = [...seats].some((seat) => isSuspect(seat.job));
    for (const seat of seats) {
      if (!seat.ready || seat.job) continue;
      const at = waiting.findIndex((job) => !suspectRuns || !isSuspect(job));
      if (at < 0) return;
      give(seat, waiting.splice(at, 1)[0]!);
      pump();
      return;
    }
    if (seats.size < size && (!suspectRuns || waiting.some((job) => !isSuspect(job)))) open();
  }

  function give(seat: Seat, job: Job): void {
    seat.job = job;
    seat.worker.ref();
    clearTimeout(seat.timer);
    seat.timer = setTimeout(() => {
      leave(seat, timedOut());
      void seat.worker.terminate();
    }, limits.deadline);
    seat.worker.postMessage(askedOf(seat, job));
  }

  return {
    run: (question, tables = none) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(broken());
        waiting.push({ question, tables, resolve, reject });
        pump();
      }),
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(broken());
      await Promise.all([...seats].map((seat) => seat.worker.terminate()));
    },
  };
}

const none: ReadonlyMap<string, TableVersion> = new Map();

/** The question with the tables this worker does not hold yet. */
function askedOf({ holds }: Seat, { question, tables }: Job): Asked {
  const fresh: Asked['fresh'] = [];
  for (const { version, table } of tables.values()) {
    if (holds.get(version)) continue;
    fresh.push([version, table]);
    holds.set(version, true);
  }
  return { ...question, tables: [...tables].map(([name, { version }]) => [name, version]), fresh };
}

const outOfMemory = (): ConnectorError =>
  new ConnectorError('expr.limit', `The expression needs more than ${limits.heapMb} MiB of memory — work on fewer items, or use for_each.`);
const broken = (cause?: Error): ConnectorError =>
  new ConnectorError('expr.failed', 'The expression was stopped because its worker ended — try the step again.', { cause, retryable: true });
