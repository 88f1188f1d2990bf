/**
 * Looks for open runs that nothing would ever look at again: each must be parked, wait for somebody, or be due some time.
 * There should be none; one that is found is a fault of ours, told loudly and looked at at once.
 */
import type { Clock, Queue } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';

export interface WatchdogDeps {
  reads: Reads;
  queue: Queue;
  clock: Clock;
  report(message: string, details: { runId?: string }): void;
  /** Ms between two looks. */
  every?: number;
}

/** Answers with its end. */
export function watchdog({ reads, queue, clock, report, every = 300_000 }: WatchdogDeps): () => void {
  let isStopped = false;
  let cancel = clock.wake(clock.now() + every, () => void look());

  async function look(): Promise<void> {
    // A store that does not answer is told of by whoever needs it.
    const found = await reads.forgotten().catch(() => []);
    for (const { tenant, runId } of found) {
      if (isStopped) return;
      report('an open run was not going to be looked at again; looking now', { runId });
      queue.ring(tenant, runId);
    }
    if (!isStopped) cancel = clock.wake(clock.now() + every, () => void look());
  }

  return () => {
    isStopped = true;
    cancel();
  };
}
