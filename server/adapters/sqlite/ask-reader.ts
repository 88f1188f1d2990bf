import { Worker } from 'node:worker_threads';
import type { Report, Reports } from './reader.ts';

type Given<R extends Report> = Parameters<Reports[R]> extends [unknown, ...infer Rest] ? Rest : never;

/** The main thread's end of a reader. */
export interface Reader {
  ask<R extends Report>(report: R, ...given: Given<R>): Promise<ReturnType<Reports[R]>>;
  close(): Promise<void>;
}

/** A reader starts with its first question, so a hub that nobody looks at has none. */
export function openReaderThread(file: string): Reader {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let worker: Worker | undefined;
  let no = 0;

  const start = (): Worker => {
    const started = new Worker(new URL('./reader.ts', import.meta.url), { workerData: { file }, execArgv: ['--disable-warning=ExperimentalWarning'] });
    started.on('message', ({ no: answered, answer, error }: { no: number; answer?: unknown; error?: string }) => {
      const question = waiting.get(answered);
      waiting.delete(answered);
      if (error === undefined) question?.resolve(answer);
      else question?.reject(new Error(`the report could not be read: ${error}`));
    });
    const fail = (reason: string) => {
      worker = undefined;
      for (const question of waiting.values()) question.reject(new Error(reason));
      waiting.clear();
    };
    started.on('error', (error) => fail(`the reader thread died: ${error instanceof Error ? error.message : String(error)}`));
    started.on('exit', () => fail('the reader thread has ended'));
    return started;
  };

  return {
    ask<R extends Report>(report: R, ...given: Given<R>) {
      worker ??= start();
      no += 1;
      worker.postMessage({ no, report, given });
      return new Promise<ReturnType<Reports[R]>>((resolve, reject) => waiting.set(no, { resolve: resolve as (answer: unknown) => void, reject }));
    },
    async close() {
      if (!worker) return;
      const ended = new Promise((resolve) => worker?.once('exit', resolve));
      worker.postMessage('close');
      await ended;
    },
  };
}
