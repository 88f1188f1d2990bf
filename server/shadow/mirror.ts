/**
 * What reaches a live run reaches the shadow beside it: deliveries, signals, the wish to cancel, the answers of people.
 * Each is a second stroke after the live one, under a derived id. Where it fails the live one stands and the loss is told.
 */
import { followedBy, isShadow, shadowOf } from '../access/viewer.ts';
import type { Deployed } from '../catalogue/deployed.ts';
import { foldAll, takenKey } from '../engine/fold.ts';
import { derive } from '../engine/ids.ts';
import type { Accepted, Delivery, Queue, RunStore, Signal, TaskDoc } from '../engine/ports.ts';
import { besides, liveIdOf, shadowIdOf } from './twin.ts';

export interface MirrorDeps {
  store: RunStore;
  queue: Pick<Queue, 'ring'>;
  /** What follows the flows of a tenant; in memory, asked at every message. */
  shadows(tenant: string): Deployed[];
  deployed(tenant: string): Deployed[];
  report(message: string, details: { error?: unknown }): void;
}

const answered = 'task.completed';

export function mirrored({ store, queue, shadows, deployed, report }: MirrorDeps): RunStore {
  const isFollowed = (tenant: string): boolean => !isShadow(tenant) && shadows(tenant).length > 0;

  async function besideIt(what: string, act: () => Promise<void>): Promise<void> {
    await act().catch((error: unknown) => report(`${what} did not reach the shadow`, { error }));
  }

  async function deliver(delivery: Delivery): Promise<void> {
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
  }

  async function tell(signal: Signal): Promise<void> {
    const { woken } = await store.signal(signal);
    for (const runId of woken) queue.ring(signal.tenant, runId);
  }

  /** The step of the same node in the shadow that waits for a person takes over what the person said of the live run. */
  async function handOver(signal: Signal): Promise<void> {
    const tenant = shadowOf(signal.tenant);
    const own = shadowIdOf(signal.key);
    const [live, shadow] = await Promise.all([store.log(signal.tenant, signal.key), store.log(tenant, own)]);
    const asked = [...foldAll(signal.key, live).steps.values()].find(({ wait }) => wait?.task === signal.id);
    const waits = [...foldAll(own, shadow).steps.values()].find(
      ({ node, path, status }) => node === asked?.node && path === asked.path && status === 'waiting',
    );
    if (waits?.wait?.task !== undefined) await tell({ ...signal, tenant, key: own, id: waits.wait.task });
  }

  /** The live run may have been answered before the shadow came to ask. */
  async function lookForAnswer({ tenant, id, runId, node }: TaskDoc): Promise<void> {
    const followed = liveIdOf(runId);
    if (followed === undefined) return;
    const live = foldAll(followed, await store.log(followedBy(tenant), followed));
    const tasks = [...live.steps.values()].flatMap((step) => (step.node === node && step.wait?.task !== undefined ? step.wait.task : []));
    const found = (await store.signals(followedBy(tenant), [answered], [followed])).findLast((signal) => tasks.includes(signal.id));
    if (found) await tell({ ...found, tenant, key: runId, id });
  }

  return {
    ...store,
    async accept(delivery): Promise<Accepted> {
      const taken = await store.accept(delivery);
      // A sender that comes again heals what an end between the two strokes left out.
      if (isFollowed(delivery.tenant) && (!taken.duplicate || taken.sameBody)) await besideIt('A delivery', () => deliver(delivery));
      return taken;
    },
    async signal(signal) {
      const told = await store.signal(signal);
      if (isFollowed(signal.tenant))
        await besideIt('A signal', () => (signal.name === answered ? handOver(signal) : tell({ ...signal, tenant: shadowOf(signal.tenant) })));
      return told;
    },
    /** Those of the live runs count too: one whose second stroke was lost is late, not gone. */
    async signals(tenant, names, keys) {
      const own = await store.signals(tenant, names, keys);
      if (!isShadow(tenant)) return own;
      const known = new Set(own.map(takenKey));
      const live = (await store.signals(followedBy(tenant), names, keys)).filter((signal) => !known.has(takenKey(signal)));
      return [...own, ...live].sort((a, b) => a.at - b.at);
    },
    async ask(request) {
      await store.ask(request);
      if (request.kind !== 'cancel' || !isFollowed(request.tenant)) return;
      const tenant = shadowOf(request.tenant);
      const runId = shadowIdOf(request.runId);
      await besideIt('A cancel', async () => {
        if ((await store.log(tenant, runId)).length === 0) return;
        await store.ask({ ...request, tenant, runId, id: derive('shadow', request.id) });
        queue.ring(tenant, runId);
      });
    },
    async commit(commit) {
      const done = await store.commit(commit);
      if (done === 'conflict') return done;
      const { tenant } = commit.head;
      for (const one of commit.outbox) {
        if (one.kind === 'task' && isShadow(tenant)) await besideIt('An answer', () => lookForAnswer(one.task));
        if (one.kind === 'signal' && isFollowed(tenant) && one.signal.key !== commit.head.parent)
          await besideIt('A signal', () => tell({ ...one.signal, tenant: shadowOf(tenant) }));
      }
      return done;
    },
  };
}
