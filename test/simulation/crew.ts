/** Seeds on all cores: one process each, so that a planted bug is planted in all of them. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Told } from './play-seeds.ts';

export interface Hunt {
  from: number;
  to: number;
  /** Name of a bug to plant. */
  bug?: string;
  /** Ends early, ms. */
  within?: number;
  /** False ends the hunt. */
  heard(told: Told): boolean;
}

/** Resolves when all seeds are played, time is up or `heard` has had enough; rejects when a process dies. */
export async function playSeeds({ from, to, bug, within, heard }: Hunt): Promise<void> {
  const crew = Math.max(1, Math.min(availableParallelism(), to - from + 1));
  const here = import.meta.dirname;
  const children = Array.from({ length: crew }, (_, place) =>
    fork(join(here, 'play-seeds.ts'), [from + place, crew, to].map(String), {
      execArgv: ['--disable-warning=ExperimentalWarning', ...(bug === undefined ? [] : ['--import', `file://${join(here, 'plant.ts')}`])],
      env: { ...process.env, ...(bug === undefined ? {} : { BUG: bug }) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    }),
  );
  const end = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  const timer = within === undefined ? undefined : setTimeout(end, within);
  let isEnough = false;
  try {
    await Promise.all(
      children.map(
        (child) =>
          new Promise<void>((resolve, reject) => {
            let said = '';
            let isOver = false;
            child.stderr!.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-4_000)));
            child.on('message', (told: Told | 'over') => {
              if (told === 'over') isOver = true;
              else if (!isEnough && !heard(told)) {
                isEnough = true;
                end();
              }
            });
            child.once('exit', (code, signal) =>
              isOver || isEnough || signal === 'SIGKILL' ? resolve() : reject(new Error(`a process ended with ${code}: ${said}`)),
            );
          }),
      ),
    );
  } finally {
    clearTimeout(timer);
    end();
  }
}
