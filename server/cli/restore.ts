/** Puts a backup back into a data directory that no hub is using. */
import { constants, existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { markForReview } from '../adapters/sqlite/copy-stamp.ts';
import { lockDirectory } from '../adapters/sqlite/lock.ts';
import { CommandRefused } from './hub-client.ts';

export interface Restored {
  dataDir: string;
  /** When the backup was taken. */
  backupAt: string;
  /** Where the store that stood there before was moved to. */
  kept?: string;
}

/** Checks the backup, moves what stands there aside, and puts the backup in its place; the hub then starts in review. */
export async function restore(file: string, dataDir: string, now: Date): Promise<Restored> {
  if (!existsSync(file)) throw new CommandRefused('file.unreadable', `There is no file ${file}.`);
  checkSound(file);
  await mkdir(dataDir, { recursive: true });
  const unlock = lock(dataDir);
  try {
    const place = join(dataDir, 'orderloom.db');
    const fresh = `${place}.restoring`;
    await copyFile(file, fresh, constants.COPYFILE_FICLONE);
    const { backupAt } = markForReview(fresh, now.getTime());
    await sync(fresh);
    const kept = existsSync(place) ? `${place}.before-${now.toISOString().replace(/[:.]/g, '-')}` : undefined;
    if (kept !== undefined) {
      fold(place);
      await rename(place, kept);
    }
    for (const rest of ['-wal', '-shm']) await rm(place + rest, { force: true });
    await rename(fresh, place);
    return { dataDir, backupAt: new Date(backupAt).toISOString(), ...(kept === undefined ? {} : { kept }) };
  } finally {
    unlock();
  }
}

function lock(dataDir: string): () => void {
  try {
    return lockDirectory(dataDir);
  } catch {
    throw new CommandRefused('hub.running', `A hub is using ${dataDir}. Stop it, then restore.`);
  }
}

function checkSound(file: string): void {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const found = database.prepare('PRAGMA integrity_check(1)').get() as { integrity_check?: string } | undefined;
      const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").get() as { n: number };
      if (found?.integrity_check === 'ok' && tables.n > 0) return;
    } finally {
      database.close();
    }
  } catch {
    // said below, in one line
  }
  throw new CommandRefused('backup.damaged', `${file} is not a sound backup. Choose another one.`);
}

/** What stands in the write-ahead log belongs to the store that is moved aside. */
function fold(place: string): void {
  const database = new DatabaseSync(place);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}
