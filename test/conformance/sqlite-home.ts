/** A home in a directory of its own; a death is what the disk holds at that moment, seen by the next process. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import type { Store } from '../../server/adapters/store.ts';
import type { Home } from './home.ts';

export interface SqliteHome extends Home {
  dir: string;
}

export async function openSqlite(): Promise<SqliteHome> {
  const base = mkdtempSync(join(tmpdir(), 'orderloom-'));
  const dir = join(base, 'data');
  const store = await sqliteStore(dir);
  const opened: Store[] = [store];
  return {
    dir,
    store,
    async die() {
      const image = join(base, `image${opened.length}`);
      // The lock and the shared memory of the log die with a process; the data and its log stay.
      cpSync(dir, image, { recursive: true, filter: (file) => !file.endsWith('-shm') && !file.includes('lock.db') });
      const next = await sqliteStore(image);
      opened.push(next);
      return next;
    },
    async close() {
      for (const one of opened) await one.close();
      rmSync(base, { recursive: true });
    },
  };
}
