/** Tells one open run of a shadow what it missed of what its live run was told. */
import { followedBy } from '../access/viewer.ts';
import type { Run } from '../engine/events.ts';
import { foldAll } from '../engine/fold.ts';
import { derive } from '../engine/ids.ts';
import type { RunStore } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import { cancelMissed, keysOf, signalsMissed } from './missed.ts';
import type { Strokes } from './strokes.ts';
import type { Told } from './told.ts';
import { liveIdOf } from './twin.ts';

export interface HealRunDeps {
  store: Pick<RunStore, 'log'>;
  reads: Pick<Reads, 'signalsOf'>;
  strokes: Strokes;
  told: Pick<Told, 'knows'>;
}

/** `tenant` owns the shadow. What came after `until` may still be on its way. */
export async function healRun(deps: HealRunDeps, tenant: string, runId: string, until: number): Promise<void> {
  const shadow = foldAll(runId, await deps.store.log(tenant, runId));
  const isNew = await tellSignals(deps, tenant, shadow, until);
  const followed = liveIdOf(runId);
  if (followed === undefined) return;
  const isAnswered = await deps.strokes.handOver(followedBy(tenant), followed);
  // A wish to cancel is heard before all else: what was said before it has its turn first.
  if (!isNew && !isAnswered) await tellCancel(deps, tenant, shadow, followed, until);
}

async function tellSignals({ reads, strokes }: HealRunDeps, tenant: string, shadow: Run, until: number): Promise<boolean> {
  const keys = keysOf(shadow);
  const live = keys.length === 0 ? [] : (await reads.signalsOf(followedBy(tenant), keys)).filter(({ at }) => at <= until);
  const missed = live.length === 0 ? [] : signalsMissed(shadow, await reads.signalsOf(tenant, keys), live, until);
  let isNew = false;
  for (const signal of missed) isNew = (await strokes.tell({ ...signal, tenant })) || isNew;
  return isNew;
}

async function tellCancel({ store, strokes, told }: HealRunDeps, tenant: string, shadow: Run, followed: string, until: number): Promise<void> {
  const live = followedBy(tenant);
  const missed = cancelMissed(await store.log(live, followed), shadow);
  if (!missed || missed.at > until || (await told.knows(tenant, shadow.id))) return;
  const { by, reason, at } = missed;
  await strokes.cancel({ tenant: live, runId: followed, id: derive('shadow', followed, 'cancel'), kind: 'cancel', by, reason, at });
}
