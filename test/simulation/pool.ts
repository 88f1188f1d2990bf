/** Hands jobs to as many processes as there are cores. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Job } from './jobs.ts';
import { add, emptyTally, type Tally } from './tally.ts';

export async function workAll(jobs: Iterable<Job>, until: () => boolean, told: (sum: Tally) => void): Promise<Tally & { distinct: number }> {
  const sum = emptyTally();
  const states = new Set<number>();
  const left = jobs[Symbol.iterator]();
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(join(import.meta.dirname, 'child.ts'), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const next = (): void => {
        const { value, done } = until() ? { value: undefined, done: true } : left.next();
        if (done || value === undefined) child.disconnect();
        else child.send(value);
      };
      child.on('message', (tally: Tally) => {
        add(sum, tally);
        for (const state of tally.states) states.add(state);
        told(sum);
        next();
      });
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a simulating process ended with ${code}`))));
      next();
    });
  await Promise.all(Array.from({ length: availableParallelism() }, one));
  return { ...sum, distinct: states.size };
}
