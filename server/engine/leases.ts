/** Keeps the leases of held runs: renewed in one batch, and told to their holders when they are gone or somebody rang. */
import type { Hold } from './drain-deps.ts';
import type { Clock, RunStore } from './ports.ts';

export interface LeaseDeps {
  store: Pick<RunStore, 'renew'>;
  clock: Clock;
  /** Leases are renewed at this pace, ms, and last three of them; 0 where ownership is a process lock. */
  renewEvery: number;
  /** What is held; a run that is still being claimed has no lease yet. */
  holds: ReadonlyMap<string, { tenant: string; hold: Hold; isClaimed: boolean }>;
  look(tenant: string, runId: string): void;
  report(message: string, details: { error?: unknown }): void;
}

export interface Leases {
  /** After two paces without renewal a holder starts no new effect. */
  sureFrom(at: number): number;
  stop(): void;
}

export function keepLeases(deps: LeaseDeps): Leases {
  const { store, clock, renewEvery, holds, look, report } = deps;
  const sureFrom = (at: number): number => (renewEvery > 0 ? at + 2 * renewEvery : Number.POSITIVE_INFINITY);
  let isStopped = false;
  let cancel = (): void => undefined;

  async function renew(tenant: string, ids: string[]): Promise<void> {
    const asked = clock.now();
    const { lost, rung } = await store.renew(tenant, ids);
    const gone = new Set(lost);
    for (const id of ids) {
      const hold = holds.get(id)?.hold;
      if (!hold) continue;
      if (gone.has(id)) hold.lost = true;
      else hold.sureUntil = sureFrom(asked);
    }
    for (const id of [...lost, ...rung]) if (holds.has(id)) look(tenant, id);
  }

  async function round(): Promise<void> {
    const byTenant = new Map<string, string[]>();
    for (const [runId, { tenant, isClaimed }] of holds) if (isClaimed) byTenant.set(tenant, [...(byTenant.get(tenant) ?? []), runId]);
    for (const [tenant, ids] of byTenant) await renew(tenant, ids).catch((error: unknown) => report('leases could not be renewed', { error }));
    if (!isStopped) sleep();
  }

  function sleep(): void {
    cancel = clock.wake(clock.now() + renewEvery, () => void round());
  }

  if (renewEvery > 0) sleep();
  return {
    sureFrom,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
