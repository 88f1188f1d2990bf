import { existsSync, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Store } from '../store.ts';
import { openReaderThread } from './ask-reader.ts';
import { stampCopy } from './copy-stamp.ts';
import { openDiskRoom } from './disk-room.ts';
import { sqliteDocuments } from './documents.ts';
import { refuseMoved } from './give-away.ts';
import { lockDirectory } from './lock.ts';
import { lookAt } from './look.ts';
import { openReader, statementsOf } from './open-database.ts';
import { openPen } from './pen.ts';
import { sqliteReads } from './reads.ts';
import { type Held, sqliteRuns } from './runs.ts';

/** The store of the embedded profile: one directory, owned by this process until it closes or dies. `broken` is told once nothing more can be written. */
export async function sqliteStore(dir: string, broken: (reason: string) => void = () => undefined): Promise<Store> {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'orderloom.db');
  refuseMoved(dir);
  const unlock = lockDirectory(dir);
  const room = openDiskRoom(dir);
  try {
    const pen = await openPen(file, { broken, full: room.full });
    const database = openReader(file);
    const sql = statementsOf(database);
    const look = lookAt(sql);
    const reader = openReaderThread(file);
    const held = new Map<string, Held>();
    return {
      runs: sqliteRuns(pen, look, held),
      documents: sqliteDocuments(pen, sql),
      reads: sqliteReads(pen, reader, look, held, room.level),
      room,
      async close() {
        await reader.close();
        await pen.close();
        await room.close();
        if (database.isOpen) {
          database.close();
          unlock();
        }
      },
      async backup(target) {
        if (existsSync(target)) throw new Error(`${target} exists: name a new file for the backup`);
        const at = Date.now();
        const copier = openReaderThread(file);
        try {
          await copier.ask('copyTo', target);
        } finally {
          await copier.close();
        }
        stampCopy(target, at);
        await harden(target);
      },
    };
  } catch (error) {
    await room.close();
    unlock();
    throw error;
  }
}

/** A copy is written without a single fsync: it counts once file and name are on the disk. */
async function harden(file: string): Promise<void> {
  for (const path of [file, ...(process.platform === 'win32' ? [] : [dirname(file)])]) {
    const handle = await open(path, path === file ? 'r+' : 'r');
    await handle.sync();
    await handle.close();
  }
}
