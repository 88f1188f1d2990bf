/** What a copy of the store says of itself: when it was taken, and that it was put back. */
import { DatabaseSync } from 'node:sqlite';
import { homeTenant } from '../../access/viewer.ts';

const kind = 'store';

/** Writes into a fresh copy the instant from which on it knows nothing. */
export function stampCopy(file: string, at: number): void {
  withFile(file, (database) => put(database, 'copy', at, { at }));
}

/** Marks a copy that is being put back: the hub that opens it starts in review. A copy without a stamp is as old as its last commit. */
export function markForReview(file: string, restoredAt: number): { backupAt: number } {
  return withFile(file, (database) => {
    const stamp = database.prepare("SELECT body FROM docs WHERE tenant = ? AND kind = ? AND id = 'copy'").get(homeTenant, kind) as { body: string } | undefined;
    const last = database.prepare('SELECT max(at) AS at FROM log').get() as { at: number | null };
    const backupAt = stamp ? (JSON.parse(stamp.body) as { at: number }).at : (last.at ?? 0);
    put(database, 'review', restoredAt, { backupAt, restoredAt });
    return { backupAt };
  });
}

function put(database: DatabaseSync, id: string, at: number, body: object): void {
  database
    .prepare(
      `INSERT INTO docs (tenant, kind, id, rev, at, body) VALUES (?, ?, ?, 1, ?, ?)
       ON CONFLICT (tenant, kind, id) DO UPDATE SET rev = rev + 1, at = excluded.at, body = excluded.body`,
    )
    .run(homeTenant, kind, id, at, JSON.stringify(body));
}

/** The copy stays one file: what is written goes into it, not into a log beside it. */
function withFile<T>(file: string, act: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL');
    return act(database);
  } finally {
    database.close();
  }
}
