/** Duties that one process has at a time: a lease in the store says who. */
import type { Clock } from '../../engine/ports.ts';
import { idOf } from './layout.ts';
import type { Shelves } from './shelves.ts';

export interface DutyOptions {
  shelves: Pick<Shelves, 'leases' | 'now'>;
  clock: Clock;
  tenant: string;
  owner: string;
  report(message: string, details: { error?: unknown }): void;
  leaseMs?: number;
}

/**
 * Tries every third of a lease to take or keep the duty. `begin` is called when it is taken; what it answers with is
 * called when it is lost, and a third of the lease before it would be: two never have it at once while clocks agree.
 */
export function takeDuty(name: string, begin: () => () => void, options: DutyOptions): { stop(): Promise<void> } {
  const { shelves, clock, tenant, owner, report, leaseMs = 15_000 } = options;
  const _id = idOf(tenant, name);
  let end: (() => void) | undefined;
  let sureUntil = 0;
  let isStopped = false;
  let cancel = (): void => undefined;
  let turn = Promise.resolve();

  function lose(): void {
    end?.();
    end = undefined;
  }

  async function keep(): Promise<void> {
    const asked = shelves.now();
    const until = asked + leaseMs;
    const isFree = [{ owner }, { until: { $lt: asked } }];
    let isMine = (await shelves.leases.updateAll({ _id, $or: isFree }, { $set: { owner, until } })) > 0;
    if (!isMine) isMine = (await shelves.leases.insert([{ _id, tenant, owner, until }])).size === 0;
    if (!isMine) return lose();
    sureUntil = asked + (leaseMs * 2) / 3;
    if (!isStopped) end ??= begin();
  }

  async function round(): Promise<void> {
    await keep().catch((error: unknown) => report(`the duty ${name} could not be renewed`, { error }));
    if (end && shelves.now() > sureUntil) lose();
    if (!isStopped) cancel = clock.wake(clock.now() + leaseMs / 3, () => (turn = round()));
  }

  turn = round();
  return {
    async stop() {
      isStopped = true;
      cancel();
      await turn;
      lose();
      await shelves.leases.remove({ _id, owner }).catch(() => undefined);
    },
  };
}
