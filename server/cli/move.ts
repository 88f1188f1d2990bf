/** `hub move`: everything of an embedded hub into MongoDB, runs in flight included. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Kind } from '../adapters/belongings.ts';
import { connect } from '../adapters/mongo/connect.ts';
import { documentIndexes } from '../adapters/mongo/documents.ts';
import { indexes } from '../adapters/mongo/layout.ts';
import { beginMove, endMove } from '../adapters/mongo/moving.ts';
import { openIndexes } from '../adapters/mongo/open-indexes.ts';
import { openShelves, shelfOf } from '../adapters/mongo/open-shelves.ts';
import { refusedIndexes } from '../adapters/mongo/refusals.ts';
import { takeOver } from '../adapters/mongo/take-over.ts';
import { giveAway, markMoved } from '../adapters/sqlite/give-away.ts';
import { CommandRefused } from './hub-client.ts';

/**
 * The data directory is marked first: from then on no hub starts on it, so that no run is carried twice. The database is
 * whole last: until then no hub starts on that one either, and the command can be repeated.
 */
export async function move(dataDir: string, mongodbUrl: string, warn: (words: string) => void): Promise<Record<Kind, number>> {
  const dir = resolve(dataDir);
  const from = open(dir);
  try {
    const connection = await connect(mongodbUrl, { appName: 'orderloom move', warn }).catch(refuse('database.unusable'));
    try {
      const { db, now } = connection;
      await beginMove(db, `${dir} (${createHash('sha256').update(dir).digest('hex').slice(0, 8)})`).catch(refuse('database.taken'));
      markMoved(dir, new URL(mongodbUrl).host);
      await openIndexes(db, { ...indexes, ...documentIndexes, ...refusedIndexes });
      const taken = await takeOver({ ...openShelves(db, now), documents: shelfOf(db, 'documents'), refused: shelfOf(db, 'refused') }, from.belongings());
      await endMove(db);
      return taken;
    } finally {
      await connection.close();
    }
  } finally {
    from.close();
  }
}

function open(dir: string): ReturnType<typeof giveAway> {
  try {
    return giveAway(dir);
  } catch (error) {
    throw new CommandRefused('store.unusable', `The store in ${dir} cannot be moved: ${(error as Error).message}.`);
  }
}

const refuse =
  (code: string) =>
  (error: Error): never => {
    throw new CommandRefused(code, `${error.message}.`);
  };
