/** Tells waiting orders of money that a process booked and ended before it had told them. */
import { type Untold, untold } from '../books/allocate.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import { tellAllocated } from '../http/tell-allocated.ts';

export interface TellMoneyDeps {
  documents: Documents;
  runs: Parameters<typeof tellAllocated>[0]['runs'];
  clock: Pick<Clock, 'now'>;
  tenants: () => string[];
  report: (error: unknown) => void;
}

/** Whoever booked it a moment ago still tells it itself. */
const grace = 5_000;
const first = 2_000;
const pause = 30_000;

/** One look at what is left to tell. */
export async function tellLeft({ documents, runs, clock, tenants }: TellMoneyDeps): Promise<void> {
  for (const tenant of tenants())
    for (const { body } of await everyDocument<Untold>(documents, tenant, untold))
      if (clock.now() - body.at > grace) await tellAllocated({ documents, runs, clock }, tenant, body.payment, body.at);
}

/** Looks soon after the start and every half minute; answers with the way to stop. */
export function tellMoney(deps: TellMoneyDeps): () => void {
  let timer = setTimeout(look, first);
  function look(): void {
    tellLeft(deps)
      .catch(deps.report)
      .finally(() => {
        if (!isStopped) timer = setTimeout(look, pause).unref();
      });
  }
  let isStopped = false;
  timer.unref();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
