/** One process, one SQLite file, a bell in memory: nothing else to install. */
import { processBell } from '../adapters/memory/bell.ts';
import { sqliteStore } from '../adapters/sqlite/store.ts';
import { systemClock } from '../adapters/system/clock.ts';
import type { Profile } from './profile.ts';

export async function embedded(dataDir: string, tenant: string, broken?: (reason: string) => void): Promise<Profile> {
  const store = await sqliteStore(dataDir, broken);
  const people = await store.documents.list(tenant, 'person', { limit: 1 });
  const drafts = await store.documents.list(tenant, 'draft', { limit: 1 });
  return {
    name: 'embedded',
    store,
    queue: processBell(),
    clock: systemClock(),
    renewEvery: 0,
    isFirstStart: people.items.length === 0 && drafts.items.length === 0,
  };
}
