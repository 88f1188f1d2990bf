/** One batch renews everything a worker holds, and brings back who was rung for meanwhile. */
import { idOf } from './layout.ts';
import type { Life } from './life.ts';

/** A run that is not stored yet has no lease to lose. */
export async function renewAll(life: Life, tenant: string, runIds: string[]): Promise<{ lost: string[]; rung: string[] }> {
  const { runs } = life.shelves;
  const leased = runIds.filter((runId) => life.held.get(idOf(tenant, runId))?.token !== undefined);
  if (leased.length === 0) return { lost: [], rung: [] };
  const mine = { _id: { $in: leased.map((runId) => idOf(tenant, runId)) }, 'lease.owner': life.owner };
  const until = life.shelves.now() + life.leaseMs;
  await runs.updateAll(mine, { $set: { 'lease.until': until, wake: until } });
  const found = new Map((await runs.find(mine, { only: ['run', 'rung', 'lease'] })).map((doc) => [doc.run, doc]));
  const lost: string[] = [];
  const rung: string[] = [];
  for (const runId of leased) {
    const held = life.held.get(idOf(tenant, runId));
    const doc = found.get(runId);
    if (!held) continue;
    if (!doc || doc.lease?.token !== held.token) lost.push(runId);
    else if (doc.rung > (held.heard ?? held.rung)) {
      held.heard = doc.rung;
      rung.push(runId);
    }
  }
  return { lost, rung };
}
