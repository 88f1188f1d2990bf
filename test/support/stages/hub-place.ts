/** Where a hub of a test keeps everything: a directory of its own, or a database and a prefix of its own on the shared servers. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Document, MongoClient } from 'mongodb';
import { textOf } from '../../../server/adapters/mongo/stored-text.ts';
import type { Config } from '../../../server/config.ts';
import { ownName, shared } from '../../services/shared.ts';

export type ProfileName = 'embedded' | 'distributed';

export interface HubPlace {
  config: Pick<Config, 'dataDir' | 'mongodbUrl' | 'redisUrl' | 'hubKey'>;
  /** Names of everything kept there that contains a text. */
  placesWith(text: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Profiles that can be tried here; without servers for the second the reason is printed. */
export async function testProfiles(): Promise<ProfileName[]> {
  const servers = [await shared('mongo'), await shared('redis')];
  return servers.every(({ url }) => url !== undefined) ? ['embedded', 'distributed'] : ['embedded'];
}

export const openPlace = (profile: ProfileName): HubPlace | Promise<HubPlace> => (profile === 'embedded' ? directory() : servers());

function directory(): HubPlace {
  const base = mkdtempSync(join(tmpdir(), 'orderloom-'));
  return {
    config: { dataDir: join(base, 'data'), mongodbUrl: undefined, redisUrl: undefined, hubKey: undefined },
    placesWith: async (text) => filesIn(base).filter((file) => readFileSync(file).includes(text)),
    close: async () => rmSync(base, { recursive: true, force: true }),
  };
}

async function servers(): Promise<HubPlace> {
  const [mongo, redis] = [await shared('mongo'), await shared('redis')];
  if (mongo.url === undefined || redis.url === undefined) throw new Error('a distributed hub needs MongoDB and Redis');
  const name = ownName('hub');
  const url = new URL(mongo.url);
  url.pathname = `/${name}`;
  const client = new MongoClient(mongo.url);
  const db = client.db(name);
  const keys = new Redis(redis.url);
  const keyNames = () => keys.keys(`*${name}*`);
  return {
    config: { dataDir: join(tmpdir(), 'nothing-is-kept-here'), mongodbUrl: url.href, redisUrl: redis.url, hubKey: randomBytes(32).toString('base64') },
    async placesWith(text) {
      const found: string[] = [];
      for (const { collectionName } of await db.collections())
        for (const doc of await db.collection(collectionName).find({}, { promoteBuffers: true }).toArray())
          if (shown(doc).includes(text)) found.push(`${collectionName} ${String(doc._id)}`);
      for (const key of await keyNames()) if ((await storedAt(keys, key)).includes(text)) found.push(key);
      return found;
    },
    async close() {
      await db.dropDatabase();
      await client.close();
      const left = await keyNames();
      if (left.length > 0) await keys.del(left);
      await keys.quit();
    },
  };
}

const storedAt = async (redis: Redis, key: string): Promise<string> =>
  (await redis.type(key)) === 'hash' ? JSON.stringify(await redis.hgetall(key)) : ((await redis.dump(key)) ?? '');

/** A document as text, with what lies compressed in it. */
const shown = (doc: Document): string => JSON.stringify(doc, (_, value: unknown) => (isPacked(value) ? { ...value, packed: textOf(value) } : value));

const isPacked = (value: unknown): value is { packed: Uint8Array } => value !== null && typeof value === 'object' && 'packed' in value;

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
