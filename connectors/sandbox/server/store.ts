/** What the simulated systems remember: documents, counters, answers to keys, and every call. */
import { DatabaseSync } from 'node:sqlite';
import type { Json, JsonObject } from '../../../flows/flow.ts';

export interface CallRecord {
  at: number;
  system: string;
  method: string;
  path: string;
  key: string | null;
  status: number;
  /** The world was changed by this very call. */
  applied: boolean;
}

export interface SandboxStore {
  get(kind: string, id: string): JsonObject | undefined;
  /** `about` is what it is found by later: an order number, a reference. It stays as first written. */
  put(kind: string, id: string, body: JsonObject, about?: string): void;
  remove(kind: string, id: string): void;
  list(kind: string): JsonObject[];
  find(kind: string, about: string): JsonObject[];
  count(kind: string): number;
  /** How many documents say something another one has said already. */
  doubled(kind: string): number;
  /** Next number of a counter, from 1. */
  next(counter: string): number;
  record(call: CallRecord): void;
  calls(system?: string): CallRecord[];
  callCount(system: string): number;
  /** All or nothing. */
  together<T>(act: () => T): T;
  close(): void;
}

/** In memory, or in a file that outlives the process. */
export function openSandboxStore(file?: string): SandboxStore {
  const database = new DatabaseSync(file ?? ':memory:');
  database.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
    CREATE TABLE IF NOT EXISTS docs (n INTEGER PRIMARY KEY, kind TEXT, id TEXT, about TEXT, body TEXT, UNIQUE (kind, id));
    CREATE INDEX IF NOT EXISTS docs_about ON docs (kind, about);
    CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS calls (n INTEGER PRIMARY KEY, at INTEGER, system TEXT, method TEXT, path TEXT, key TEXT, status INTEGER, applied INTEGER);
    CREATE INDEX IF NOT EXISTS calls_system ON calls (system);`);
  const get = database.prepare('SELECT body FROM docs WHERE kind = ? AND id = ?');
  const put = database.prepare(`INSERT INTO docs (kind, id, body, about) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body`);
  const remove = database.prepare('DELETE FROM docs WHERE kind = ? AND id = ?');
  const list = database.prepare('SELECT body FROM docs WHERE kind = ? ORDER BY n');
  const find = database.prepare('SELECT body FROM docs WHERE kind = ? AND about = ? ORDER BY n');
  const doubled = database.prepare('SELECT count(*) - count(DISTINCT about) AS n FROM docs WHERE kind = ?');
  const count = database.prepare('SELECT count(*) AS n FROM docs WHERE kind = ?');
  const next = database.prepare('INSERT INTO counters VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value');
  const record = database.prepare('INSERT INTO calls (at, system, method, path, key, status, applied) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const calls = database.prepare('SELECT at, system, method, path, key, status, applied FROM calls WHERE ? IS NULL OR system = ?1 ORDER BY n');
  const callCount = database.prepare('SELECT count(*) AS n FROM calls WHERE system = ?');
  const parse = (body: unknown): JsonObject => JSON.parse(String(body)) as JsonObject;

  return {
    get: (kind, id) => {
      const row = get.get(kind, id);
      return row && parse(row['body']);
    },
    put: (kind, id, body, about) => void put.run(kind, id, JSON.stringify(body), about ?? null),
    remove: (kind, id) => void remove.run(kind, id),
    list: (kind) => list.all(kind).map((row) => parse(row['body'])),
    find: (kind, about) => find.all(kind, about).map((row) => parse(row['body'])),
    doubled: (kind) => Number(doubled.get(kind)?.['n'] ?? 0),
    count: (kind) => Number(count.get(kind)?.['n'] ?? 0),
    next: (counter) => Number(next.get(counter)?.['value']),
    record: (call) => void record.run(call.at, call.system, call.method, call.path, call.key, call.status, call.applied ? 1 : 0),
    calls: (system) => calls.all(system ?? null).map((row) => ({ ...(row as unknown as CallRecord), applied: row['applied'] === 1 })),
    callCount: (system) => Number(callCount.get(system)?.['n'] ?? 0),
    together(act) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = act();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

/** What a simulated system is asked; `body` is null when there is none. */
export interface SystemRequest {
  method: string;
  /** Segments below the system's own address, decoded. */
  path: string[];
  query: URLSearchParams;
  body: Json;
  now: number;
}

export interface SystemReply {
  status: number;
  body: Json;
  /** The call changed something. */
  applied?: boolean;
}

/** One simulated system: its rules over what the store remembers. */
export interface System {
  id: string;
  title: string;
  effectClass: 'A' | 'B' | 'C';
  /** Path segment of its address. */
  segment: string;
  handle(request: SystemRequest, store: SandboxStore): SystemReply;
  /** Figures for the demo page. */
  facts(store: SandboxStore): Record<string, string | number>;
}

export const notFound = (what: string): SystemReply => ({ status: 404, body: { error: `${what} does not exist` } });
export const invalid = (why: string): SystemReply => ({ status: 422, body: { error: why } });
