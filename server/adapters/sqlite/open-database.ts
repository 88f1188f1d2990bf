/** Opening the data file: the settings that durability rests on are set, then read back and asserted. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { tables } from './tables.ts';

/** SQLite before this may lose or corrupt commits when a WAL is reset under two connections. */
const safeVersion = [3, 51, 3];

/** The one connection that writes. */
export function openWriter(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY',
  );
  assertDurable(database);
  database.exec(tables);
  const format = readSetting(database, 'PRAGMA user_version');
  if (format !== 0 && format !== 1) throw new Error(`${file} has store format ${format} and this Orderloom reads format 1: start the version that wrote it`);
  database.exec('PRAGMA user_version=1');
  return database;
}

/** A connection that can only look. */
export function openReader(file: string, cacheKb = 8_000): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  database.exec(`PRAGMA cache_size=-${cacheKb}; PRAGMA temp_store=MEMORY`);
  return database;
}

/** Refuse to acknowledge anything over a connection that could lose a commit in a power cut. */
export function assertDurable(database: DatabaseSync): void {
  const version = String(readSetting(database, 'SELECT sqlite_version()'));
  const parts = version.split('.').map(Number);
  const order = safeVersion.map((part, place) => (parts[place] ?? 0) - part).find((difference) => difference !== 0) ?? 0;
  if (order < 0) throw new Error(`SQLite ${version} can lose commits when its log is reset: Orderloom needs ${safeVersion.join('.')} or newer`);
  const journal = readSetting(database, 'PRAGMA journal_mode');
  if (journal !== 'wal') throw new Error(`the data file has journal mode ${journal}, not wal: put the data directory on a local disk`);
  const synchronous = readSetting(database, 'PRAGMA synchronous');
  if (synchronous !== 2)
    throw new Error(`the data file is open with synchronous=${synchronous}, not FULL (2): an acknowledged order could be lost in a power cut`);
}

function readSetting(database: DatabaseSync, sql: string): unknown {
  return Object.values(database.prepare(sql).get() ?? {})[0];
}

/** Prepare each statement once per connection. */
export function statementsOf(database: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
}

export type Sql = ReturnType<typeof statementsOf>;
