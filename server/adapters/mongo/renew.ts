/** One batch renews everything a worker holds, and brings back who was rung for meanwhile. */
import { idOf } from './layout.ts';
import type { Life } from './life.ts';

/** A run that is not stored yet has no lease to lose. */
export async function renewAll(life: Life, tenant: string, runIds: string[]): Promise<{ lost: string[]; rung: string[] }> {
  const { runs } = life.shelves;
  const leased = runIds.flatMap((runId) => life.held.get(idOf(tenant, runId)) ?? []).filter(({ token }) => token !== undefined);
  if (leased.length === 0) return { lost: [], rung: [] };
  const mine = { _id: { $in: leased.map(({ _id }) => _id) }, 'lease.owner': life.owner };
  const until = life.shelves.now() + life.leaseMs;
  await runs.updateAll(mine, { $set: { 'lease.until': until, wake: until } });
  const found = new Map((await runs.find(mine, { only: ['rung', 'lease'] })).map((doc) => [doc._id, doc]));
  const lost: string[] = [];
  const rung: string[] = [];
  for (const held of leased) {
    // Given back meanwhile, and perhaps claimed again: what was found says nothing of it.
    if (life.held.get(held._id) !== held) continue;
    const doc = found.get(held._id);
    if (!doc || doc.lease?.token !== held.token) lost.push(held.head.id);
    else if (doc.rung > (held.heard ?? held.rung)) {
      held.heard = doc.rung;
      rung.push(held.head.id);
    }
  }
  return { lost, rung };
}
