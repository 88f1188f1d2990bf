/** A database that a move is filling belongs to that move until it is whole. */
import type { Db } from 'mongodb';

interface MoveDoc {
  _id: 'move';
  /** Which data directory is moved here. */
  from: string;
  isWhole: boolean;
}

const moves = (db: Db) => db.collection<MoveDoc>('moves');

/** Throws unless the database is empty or a former try of the same move was cut short. */
export async function beginMove(db: Db, from: string): Promise<void> {
  const known = await moves(db).findOne({ _id: 'move' });
  if (known?.from === from && !known.isWhole) return;
  if (known?.isWhole) throw new Error(`this database has already taken over ${known.from}`);
  if (known) throw new Error(`a move from ${known.from} into this database was not finished: run that one again, or name an empty database`);
  for (const name of ['runs', 'deliveries', 'documents']) {
    if (await db.collection(name).findOne({}, { projection: { _id: 1 } })) throw new Error(`this database already holds ${name}: name an empty one`);
  }
  await moves(db).replaceOne({ _id: 'move' }, { from, isWhole: false }, { upsert: true });
}

export async function endMove(db: Db): Promise<void> {
  await moves(db).updateOne({ _id: 'move' }, { $set: { isWhole: true } });
}

/** Throws while a move into this database is not whole: a hub would carry half of the runs. */
export async function refuseHalfMoved(db: Db): Promise<void> {
  const known = await moves(db).findOne({ _id: 'move' });
  if (known && !known.isWhole) throw new Error(`a move from ${known.from} into this database was not finished: run the move again`);
}
