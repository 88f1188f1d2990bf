import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../store.ts';
import { openReaderThread } from './ask-reader.ts';
import { sqliteDocuments } from './documents.ts';
import { lockDirectory } from './lock.ts';
import { lookAt } from './look.ts';
import { openReader, statementsOf } from './open-database.ts';
import { openPen } from './pen.ts';
import { sqliteReads } from './reads.ts';
import { type Held, sqliteRuns } from './runs.ts';

/** The store of the embedded profile: one directory, owned by this process until it closes or dies. */
export async function sqliteStore(dir: string): Promise<Store> {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'orderloom.db');
  const unlock = lockDirectory(dir);
  try {
    const pen = await openPen(file);
    const database = openReader(file);
    const sql = statementsOf(database);
    const look = lookAt(sql);
    const reader = openReaderThread(file);
    const held = new Map<string, Held>();
    return {
      runs: sqliteRuns(pen, look, held),
      documents: sqliteDocuments(pen, sql),
      reads: sqliteReads(pen, reader, look, held),
      async close() {
        await reader.close();
        await pen.close();
        if (database.isOpen) {
          database.close();
          unlock();
        }
      },
      async backup(target) {
        const copier = openReaderThread(file);
        try {
          await copier.ask('copyTo', target);
        } finally {
          await copier.close();
        }
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
