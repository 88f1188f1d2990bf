/** One process of many: plays every so-manyth seed from a first one on and tells its parent of each. */
import { parentPort, workerData } from 'node:worker_threads';
import { playSeed, type Result } from './play-seed.ts';

/** Result without what only a reader of one seed wants. */
export type Told = Omit<Result, 'trace' | 'states' | 'faults'> & { states: number[] };

const tell = (told: Told | 'over'): void => (parentPort ? parentPort.postMessage(told) : void process.send!(told));

const [first, step, last] = (workerData as number[] | null) ?? process.argv.slice(2).map(Number);
for (let seed = first!; seed <= last!; seed += step!) {
  const { trace: _, faults: __, states, ...result } = await playSeed(seed);
  tell({ ...result, states: [...states] });
}
tell('over');
if (!parentPort) process.disconnect();
