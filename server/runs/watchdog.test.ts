import { expect, it } from 'vitest';
import { commitOf, orderOf, restOf } from '../../test/conformance/samples.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import { watchdog } from './watchdog.ts';

it('finds what nobody would look at, says so and rings, now and at every later look until it is stopped', async () => {
  const disk = memoryDisk();
  const { runs, reads } = memoryStore(disk);
  for (const id of ['due', 'waits', 'lost']) await runs.accept(orderOf(id));
  await runs.commit(commitOf(restOf('waits')));
  for (const run of disk.runs.values()) if (run.head.id === 'lost') run.wake = undefined;
  const clock = manualClock();
  const told: (string | undefined)[] = [];
  const rung: string[] = [];
  const queue = { ring: (_tenant: string, runId: string) => void rung.push(runId), listen: () => () => undefined };
  const stop = watchdog({ reads, queue, clock, every: 1_000, report: (_message, { runId }) => told.push(runId) });
  const pass = async (): Promise<void> => {
    clock.next(clock.now() + 1_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await pass();
  expect([told, rung]).toEqual([['lost'], ['lost']]);
  await pass();
  expect(rung).toEqual(['lost', 'lost']);
  stop();
  await pass();
  expect(rung).toHaveLength(2);
});
