/**
 * What reaches a live run reaches the shadow beside it: deliveries, signals, the wish to cancel, the answers of people.
 * Each is a second stroke after the live one. Where it fails the live one stands, the loss is told, and it is made up for later.
 */
import { followedBy, isShadow, shadowOf } from '../access/viewer.ts';
import { takenKey } from '../engine/fold.ts';
import { derive } from '../engine/ids.ts';
import { taskCompleted } from '../engine/look.ts';
import type { Accepted, RunStore } from '../engine/ports.ts';
import { type StrokeDeps, strokesOf } from './strokes.ts';
import { liveIdOf } from './twin.ts';

export interface MirrorDeps extends StrokeDeps {
  report(message: string, details: { error?: unknown }): void;
}

export function mirrored({ report, ...deps }: MirrorDeps): RunStore {
  const { store, shadows } = deps;
  const strokes = strokesOf(deps);
  const isFollowed = (tenant: string): boolean => !isShadow(tenant) && shadows(tenant).length > 0;

  async function besideIt(what: string, act: () => Promise<unknown>): Promise<void> {
    await act().catch((error: unknown) => report(`${what} did not reach the shadow`, { error }));
  }

  return {
    ...store,
    async accept(delivery): Promise<Accepted> {
      const taken = await store.accept(delivery);
      // A sender that comes again makes up for what an end between the two strokes left out.
      if (isFollowed(delivery.tenant) && (!taken.duplicate || taken.sameBody)) await besideIt('A delivery', () => strokes.deliver(delivery));
      return taken;
    },
    async signal(signal) {
      const told = await store.signal(signal);
      const { tenant, name, key } = signal;
      if (isFollowed(tenant))
        await besideIt('A signal', () => (name === taskCompleted ? strokes.handOver(tenant, key) : strokes.tell({ ...signal, tenant: shadowOf(tenant) })));
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
      if (request.kind === 'cancel' && isFollowed(request.tenant))
        await besideIt('A cancel', () => strokes.cancel({ ...request, id: derive('shadow', request.id) }));
    },
    async commit(commit) {
      const done = await store.commit(commit);
      if (done === 'conflict') return done;
      const { tenant, id, parent } = commit.head;
      const followed = liveIdOf(id);
      for (const one of commit.outbox) {
        // The live run may have been answered before the shadow came to ask.
        if (one.kind === 'task' && isShadow(tenant) && followed !== undefined)
          await besideIt('An answer', () => strokes.handOver(followedBy(tenant), followed));
        if (one.kind === 'signal' && isFollowed(tenant) && one.signal.key !== parent)
          await besideIt('A signal', () => strokes.tell({ ...one.signal, tenant: shadowOf(tenant) }));
      }
      return done;
    },
  };
}
