import type { Queue } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';

/** Orders kept while their flow was paused go on, oldest first. */
export async function ringHeld(reads: Reads, queue: Queue, tenant: string, flow: string): Promise<void> {
  const held: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reads.runs(tenant, { flow, status: ['waiting'], code: 'flow.paused', limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    held.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  // Lists show the newest first.
  for (const id of held.reverse()) queue.ring(tenant, id, { flow });
}
