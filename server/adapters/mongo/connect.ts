/** One connection to MongoDB: how it writes, reads and waits, and the store's time. */
import { type Db, type Document, MongoClient, ReadConcern, type WriteConcernSettings } from 'mongodb';
import { mendDriver } from './mend-driver.ts';
import { type Reading, type StoreClock, storeClock } from './store-clock.ts';

export interface Connection {
  client: MongoClient;
  db: Db;
  /** Time of the store, ms since 1970. */
  now(): number;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** How this process is named in the server's own lists. */
  appName?: string;
  /** Told in words what the operator should know. */
  warn?: (words: string) => void;
  /** How long a server is looked for before any call fails, ms. */
  patience?: number;
}

/** Acknowledged means: on the journals of a majority. */
const writeConcern: WriteConcernSettings = { w: 'majority', journal: true, wtimeoutMS: 5_000 };
/** A server is asked so often whether it is there; one that is silent for the patience after that has lost all its calls. */
const heartbeatEvery = 2_000;
const askTimeEvery = 10_000;
/** A correction this large, ms, is no drift. */
const jump = 5_000;

/** Throws in words an operator can act on: no answer, too old, no primary, no majority, no journal. The database is the URL's, or `orderloom`. */
export async function connect(url: string, { appName = 'orderloom', warn = () => undefined, patience = 3_000 }: ConnectOptions = {}): Promise<Connection> {
  mendDriver();
  const client = new MongoClient(url, {
    appName,
    writeConcern,
    readPreference: 'primary',
    // The driver repeats a write only where a replica set numbers it, so that it is not done twice.
    retryWrites: true,
    ignoreUndefined: true,
    promoteBuffers: true,
    maxPoolSize: 50,
    serverSelectionTimeoutMS: patience,
    connectTimeoutMS: patience,
    waitQueueTimeoutMS: patience,
    heartbeatFrequencyMS: heartbeatEvery,
    socketTimeoutMS: 15_000,
  });
  const hosts = client.options.hosts.map(String).join(', ');
  try {
    await client.connect();
    const hello = await client.db('admin').command({ hello: 1 });
    const hasMajority = hello['setName'] !== undefined || hello['msg'] === 'isdbgrid';
    if (!hasMajority) warn(`MongoDB at ${hosts} stands alone: what it acknowledged survives its crash, not the loss of its disk. Give it a replica set.`);
    // What a majority has is not taken back by an election: nothing is decided on less.
    const db = client.db(databaseOf(url), hasMajority ? { readConcern: new ReadConcern('majority') } : undefined);
    await proveWrites(db);
    const clock = await openClock(db, warn);
    return {
      client,
      db,
      now: clock.now,
      async close() {
        clock.stop();
        await client.close();
      },
    };
  } catch (error) {
    await client.close();
    throw new Error(inWords(hosts, error as Error), { cause: error });
  }
}

/** The database named in the URL's path, or `orderloom`. */
export function databaseOf(url: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(url)?.[1];
  return name === undefined ? 'orderloom' : decodeURIComponent(name);
}

async function proveWrites(db: Db): Promise<void> {
  try {
    await db.collection<{ _id: string }>('boots').updateOne({ _id: 'last' }, { $set: { at: new Date() } }, { upsert: true });
  } catch (error) {
    throw new Error(`a write cannot be acknowledged from the journals of a majority (${(error as Error).message})`, { cause: error });
  }
}

async function openClock(db: Db, warn: (words: string) => void): Promise<StoreClock & { stop(): void }> {
  const clock = storeClock(() => performance.now(), await readTime(db));
  const ask = async (): Promise<void> => {
    const moved = clock.learn(await readTime(db));
    if (Math.abs(moved) > jump) warn(`The clock of MongoDB jumped by ${Math.round(moved / 1_000)} s`);
  };
  // Unanswered, the monotonic clock carries on alone.
  const timer = setInterval(() => void ask().catch(() => undefined), askTimeEvery);
  timer.unref();
  return { ...clock, stop: () => clearInterval(timer) };
}

async function readTime(db: Db): Promise<Reading> {
  const sent = performance.now();
  const hello: Document = await db.admin().command({ hello: 1 });
  return { sent, received: performance.now(), localTime: Number(hello['localTime']) };
}

function inWords(hosts: string, error: Error): string {
  if (/wire version/.test(error.message)) return `MongoDB at ${hosts} is too old; 4.4 or later is needed (${error.message})`;
  return `MongoDB at ${hosts} cannot be used: ${error.message}`;
}
