/**
 * What is done to a shadow once it has been done to the live run: right behind it, or later, where that was lost.
 * Each stroke has a derived id, so done again it is done once.
 */
import { shadowOf } from '../access/viewer.ts';
import type { Deployed } from '../catalogue/deployed.ts';
import { foldAll } from '../engine/fold.ts';
import { taskCompleted } from '../engine/look.ts';
import type { Delivery, Queue, Request, RunStore, Signal } from '../engine/ports.ts';
import { answersMissed, waitsForPerson } from './missed.ts';
import type { Told } from './told.ts';
import { besides, shadowIdOf } from './twin.ts';

export interface StrokeDeps {
  store: RunStore;
  queue: Pick<Queue, 'ring'>;
  told: Told;
  /** What follows the flows of a tenant; in memory, asked at every message. */
  shadows(tenant: string): Deployed[];
  deployed(tenant: string): Deployed[];
}

/** All but `tell` name what is live. */
export interface Strokes {
  deliver(delivery: Delivery): Promise<void>;
  /** True when it was not told before. */
  tell(signal: Signal): Promise<boolean>;
  /** What people said of this live run is said of the shadow's steps of the same nodes that wait for a person. True when some of it is new there. */
  handOver(tenant: string, runId: string): Promise<boolean>;
  /** Nothing where the shadow has not begun. */
  cancel(request: Request): Promise<void>;
}

export function strokesOf({ store, queue, told, shadows, deployed }: StrokeDeps): Strokes {
  async function tell(signal: Signal): Promise<boolean> {
    const { woken, duplicate } = await store.signal(signal);
    for (const runId of woken) queue.ring(signal.tenant, runId);
    return !duplicate;
  }

  return {
    tell,
    async deliver(delivery) {
      const tenant = shadowOf(delivery.tenant);
      const followers = new Map(shadows(delivery.tenant).map((one) => [one.flow.id, one]));
      const starts = delivery.starts.flatMap((live) => {
        const follower = followers.get(live.head.flow);
        const drawn = deployed(delivery.tenant).find(({ flow }) => flow.id === live.head.flow)?.flow;
        return (follower && besides(live, drawn, follower)) ?? [];
      });
      if (starts.length === 0 && delivery.signals.length === 0) return;
      const id = shadowIdOf(delivery.id);
      const taken = await store.accept({
        ...delivery,
        tenant,
        id,
        starts,
        runs: starts.map(({ head }) => ({ flow: head.flow, version: head.version, runId: head.id })),
        signals: delivery.signals.map((signal) => ({ ...signal, tenant })),
      });
      for (const { runId, flow } of taken.runs) queue.ring(tenant, runId, { flow, delivery: id });
      for (const runId of taken.woken ?? []) queue.ring(tenant, runId);
    },
    async handOver(followed, runId) {
      const tenant = shadowOf(followed);
      const shadow = foldAll(shadowIdOf(runId), await store.log(tenant, shadowIdOf(runId)));
      if (waitsForPerson(shadow).length === 0) return false;
      const answers = await store.signals(followed, [taskCompleted], [runId]);
      if (answers.length === 0) return false;
      const live = foldAll(runId, await store.log(followed, runId));
      const told = await Promise.all(answersMissed(live, shadow, answers).map((answer) => tell({ ...answer, tenant })));
      return told.includes(true);
    },
    async cancel(request) {
      const tenant = shadowOf(request.tenant);
      const runId = shadowIdOf(request.runId);
      if ((await store.log(tenant, runId)).length === 0) return;
      await store.ask({ ...request, tenant, runId });
      queue.ring(tenant, runId);
      await told.note(tenant, runId, request.at);
    },
  };
}
