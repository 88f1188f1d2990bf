/** Orders kept while their flow, or their trigger, was paused go on once it is not. */
import type { Clock, Queue } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';

export interface HeldDeps {
  reads: Pick<Reads, 'runs'>;
  queue: Pick<Queue, 'ring'>;
  clock: Clock;
  tenant: string;
  /** The whole flow, or what comes in by this trigger. */
  isPaused(flow: string, trigger?: string): boolean;
  report(message: string, details: { error?: unknown }): void;
}

export interface Held {
  /** Rings what is kept though its flow is not paused, oldest first: of one flow, or of all. */
  goOn(flow?: string): void;
  stop(): void;
}

/** An order may be kept after we looked: by a process that has not heard of the resume, or is writing it down at the moment. */
const looks = [0, 2_000, 10_000];

export function ringHeld({ reads, queue, clock, tenant, isPaused, report }: HeldDeps): Held {
  const coming = new Set<() => void>();
  let isStopped = false;

  async function ringAll(flow: string | undefined): Promise<void> {
    const kept: { id: string; flow: string; open: string[] }[] = [];
    let cursor: string | undefined;
    do {
      const filter = { status: ['waiting'], code: 'flow.paused', limit: 200, ...(flow === undefined ? {} : { flow }) };
      const page = await reads.runs(tenant, { ...filter, ...(cursor === undefined ? {} : { cursor }) });
      kept.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined && !isStopped);
    // Lists show the newest first.
    for (const one of kept.reverse()) if (!isPaused(one.flow, one.open[0])) queue.ring(tenant, one.id, { flow: one.flow });
  }

  function look(flow: string | undefined): void {
    if (flow !== undefined && isPaused(flow)) return;
    ringAll(flow).catch((error: unknown) => {
      if (!isStopped) report('orders kept by a pause could not be looked for', { error });
    });
  }

  return {
    goOn(flow) {
      for (const after of looks) {
        const cancel = clock.wake(clock.now() + after, () => {
          coming.delete(cancel);
          look(flow);
        });
        coming.add(cancel);
      }
    },
    stop() {
      isStopped = true;
      for (const cancel of coming) cancel();
    },
  };
}
