import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Own the data directory for the life of this process: the operating system gives it back when we die. */
export function lockDirectory(dir: string): () => void {
  const database = new DatabaseSync(join(dir, 'lock.db'), { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new Error(`another Orderloom uses this data directory (${dir}): stop it, or set DATA_DIR to another one`, { cause });
  }
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}
