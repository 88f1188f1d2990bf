/** Everything in a data directory that no hub is using, in order of arrival. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Json } from '../../../flows/flow.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { NodeCount, Request, RunHead, TaskDoc } from '../../engine/ports.ts';
import type { DeliveryRow } from '../../engine/reads.ts';
import type { Belonging, WholeRun } from '../belongings.ts';
import { lockDirectory } from './lock.ts';
import { openWriter } from './open-database.ts';
import { type Packed, pick, unpack } from './pack.ts';
import { logKey, seqOf } from './tables.ts';

export interface GivenAway {
  /** Lazily read: a store may be larger than memory. */
  belongings(): Generator<Belonging>;
  close(): void;
}

/** Throws when there is no store or a hub is using it. */
export function giveAway(dir: string): GivenAway {
  const file = join(dir, 'orderloom.db');
  if (!existsSync(file)) throw new Error(`there is no store in ${dir}`);
  const unlock = lockDirectory(dir);
  const database = openWriter(file);
  return {
    *belongings() {
      yield* documentsIn(database);
      yield* runsIn(database);
      yield* deliveriesIn(database);
      yield* refusedIn(database);
      yield* signalsIn(database);
      yield* tasksIn(database);
      yield* figuresIn(database);
    },
    close() {
      database.close();
      unlock();
    },
  };
}

const markOf = (dir: string): string => join(dir, 'moved-to');

/** From now on no hub starts on this directory. */
export function markMoved(dir: string, to: string): void {
  const file = openSync(markOf(dir), 'w');
  writeSync(file, to);
  fsyncSync(file);
  closeSync(file);
}

/** Throws when the runs of this directory were moved: carried here too, every order would go out twice. */
export function refuseMoved(dir: string): void {
  if (existsSync(markOf(dir)))
    throw new Error(
      `the store in ${dir} was moved to ${readFileSync(markOf(dir), 'utf8')}: start with MONGODB_URL and REDIS_URL. Only if that move is given up, remove ${markOf(dir)}`,
    );
}

type Row = Record<string, string | number | null | Uint8Array>;
const rowsOf = (database: DatabaseSync, sql: string): Iterable<Row> => database.prepare(sql).iterate() as Iterable<Row>;

function* runsIn(database: DatabaseSync): Generator<Belonging> {
  const log = database.prepare('SELECT k, at, author, events, hashes, packed FROM log WHERE k > ? AND k < ? ORDER BY k');
  const late = database.prepare('SELECT at, events FROM late WHERE n = ? ORDER BY l');
  const requests = database.prepare('SELECT body FROM requests WHERE n = ? ORDER BY at, id');
  for (const { n, wake, head } of rowsOf(database, 'SELECT n, wake, head FROM runs ORDER BY n')) {
    const run: WholeRun = {
      head: JSON.parse(head as string) as RunHead,
      ...(wake === null ? {} : { wake: wake as number }),
      commits: (log.all(logKey(n as number, 0) - 1, logKey((n as number) + 1, 0)) as Row[]).map((row) => ({
        seq: seqOf(row['k'] as number),
        at: row['at'] as number,
        author: row['author'] as string,
        events: JSON.parse(row['events'] as string) as RunEvent[],
        payloads: row['hashes'] === null ? [] : valuesIn(row['hashes'] as string, row['packed'] as Packed),
      })),
      late: (late.all(n as number) as Row[]).map((row) => ({ at: row['at'] as number, events: JSON.parse(row['events'] as string) as RunEvent[] })),
      requests: (requests.all(n as number) as Row[]).map((row) => JSON.parse(row['body'] as string) as Request),
    };
    yield { kind: 'run', run };
  }
}

const valuesIn = (hashes: string, packed: Packed): { hash: string; json: string }[] =>
  hashes.split(' ').map((entry) => {
    const hash = entry.slice(0, entry.lastIndexOf(':'));
    return { hash, json: pick(hashes, packed, hash) as string };
  });

function* deliveriesIn(database: DatabaseSync): Generator<Belonging> {
  const frame = database.prepare('SELECT hashes, packed FROM log WHERE k = ?');
  for (const { tenant, body_hash, k, hash, body, row } of rowsOf(database, 'SELECT tenant, body_hash, k, hash, body, row FROM deliveries ORDER BY d')) {
    const home = k === null ? undefined : (frame.get(k as number) as Row | undefined);
    const text = home ? pick(home['hashes'] as string, home['packed'] as Packed, hash as string) : unpack(body as Packed);
    yield { kind: 'delivery', tenant: tenant as string, row: JSON.parse(row as string) as DeliveryRow, bodyHash: body_hash as string, body: text ?? '' };
  }
}

function* refusedIn(database: DatabaseSync): Generator<Belonging> {
  for (const { tenant, row } of rowsOf(database, 'SELECT tenant, row FROM refused ORDER BY r'))
    yield { kind: 'refused', tenant: tenant as string, row: JSON.parse(row as string) as DeliveryRow };
}

function* signalsIn(database: DatabaseSync): Generator<Belonging> {
  for (const { tenant, key, name, id, at, data } of rowsOf(database, 'SELECT tenant, key, name, id, at, data FROM signals'))
    yield {
      kind: 'signal',
      signal: {
        tenant: tenant as string,
        key: key as string,
        name: name as string,
        id: id as string,
        at: at as number,
        data: JSON.parse(data as string) as Json,
      },
    };
}

function* tasksIn(database: DatabaseSync): Generator<Belonging> {
  for (const { body } of rowsOf(database, 'SELECT body FROM tasks ORDER BY t')) yield { kind: 'task', task: JSON.parse(body as string) as TaskDoc };
}

function* figuresIn(database: DatabaseSync): Generator<Belonging> {
  for (const { tenant, body } of rowsOf(database, 'SELECT tenant, body FROM counts'))
    yield { kind: 'figure', tenant: tenant as string, count: JSON.parse(body as string) as NodeCount };
}

function* documentsIn(database: DatabaseSync): Generator<Belonging> {
  for (const { tenant, kind, id, rev, at, body } of rowsOf(database, 'SELECT tenant, kind, id, rev, at, body FROM docs ORDER BY d'))
    yield {
      kind: 'document',
      tenant: tenant as string,
      of: kind as string,
      doc: { id: id as string, rev: rev as number, at: at as number, body: JSON.parse(body as string) as Json },
    };
}
