/** One process, one SQLite file, a bell in memory: nothing else to install. */
import { processBell } from '../adapters/memory/bell.ts';
import { sqliteStore } from '../adapters/sqlite/store.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { isEmpty } from './is-empty.ts';
import type { Profile } from './profile.ts';

export async function embedded(dataDir: string, tenant: string, broken?: (reason: string) => void): Promise<Profile> {
  const store = await sqliteStore(dataDir, broken);
  const clock = systemClock();
  return {
    name: 'embedded',
    life: `${process.pid}.${clock.now()}`,
    store,
    queue: processBell(),
    clock,
    renewEvery: 0,
    pace: () => 1_000,
    isFirstStart: await isEmpty(store.documents, tenant),
    close: () => store.close(),
  };
}
