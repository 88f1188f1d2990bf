/** One batch, one transaction, one fsync; nobody is answered before it. */
import type { DatabaseSync } from 'node:sqlite';
import { type Desk, forget, writeSums } from './desk.ts';
import { diskFault } from './disk-fault.ts';
import type { Answer, BatchAnswer, Work, WorkMessage } from './work.ts';
import { accept, refuse } from './write-delivery.ts';
import { putDocuments } from './write-document.ts';
import { storeRequest, storeSignal } from './write-outbox.ts';
import { commit, late, release } from './write-run.ts';
import { updateTask } from './write-task.ts';

function perform(desk: Desk, work: Work, texts: string[]): unknown {
  switch (work.kind) {
    case 'accept':
      return accept(desk, work, texts);
    case 'commit':
      return commit(desk, work, texts);
    case 'release':
      return release(desk, work);
    case 'signal':
      return storeSignal(desk, work.signal);
    case 'ask':
      return storeRequest(desk, work.request);
    case 'late':
      return late(desk, work, texts[0] as string);
    case 'refused':
      return refuse(desk, work.tenant, work.row);
    case 'task':
      return updateTask(desk, work.tenant, work.task, work.was);
    case 'put':
      return putDocuments(desk, work.tenant, work.puts, work.at);
  }
}

/** One item; its memory at the desk is kept up once it is in. */
function writeItem(desk: Desk, [no, work, ...texts]: WorkMessage): Answer {
  desk.no = no;
  desk.after = [];
  const value = perform(desk, JSON.parse(work) as Work, texts);
  for (const done of desk.after) done();
  return { no, value };
}

/** One item behind its own savepoint: a bad one is answered with its error and sinks nobody else. */
function writeGuarded(desk: Desk, message: WorkMessage): Answer {
  desk.sql('SAVEPOINT item').run();
  try {
    const answer = writeItem(desk, message);
    desk.sql('RELEASE item').run();
    return answer;
  } catch (error) {
    if (diskFault(error)) throw error;
    desk.sql('ROLLBACK TO item').run();
    desk.sql('RELEASE item').run();
    return { no: message[0], error: messageOf(error) };
  }
}

/**
 * Savepoints are a third of the statements of a batch and nearly never needed: a batch is first written
 * without them, and once more with them when one of its items was bad. Where the disk has no room the batch
 * is undone and nobody answered (`noRoom`): the writer knows whose item may wait. Any other fault of the disk
 * ends all writing.
 */
export function writeBatch(desk: Desk, database: DatabaseSync, batch: WorkMessage[]): BatchAnswer {
  const finish = (answers: Answer[]): BatchAnswer => {
    writeSums(desk);
    desk.sql('COMMIT').run();
    return { answers };
  };
  try {
    desk.sql('BEGIN IMMEDIATE').run();
    let answers: Answer[];
    try {
      answers = batch.map((message) => writeItem(desk, message));
    } catch (error) {
      if (diskFault(error) || !database.isTransaction) throw error;
      desk.sql('ROLLBACK').run();
      forget(desk);
      desk.sql('BEGIN IMMEDIATE').run();
      answers = batch.map((message) => writeGuarded(desk, message));
    }
    return finish(answers);
  } catch (error) {
    return failed(desk, database, batch, error);
  }
}

/** Writes one page that says nothing new: whether the disk takes anything. */
export function writePage(desk: Desk, database: DatabaseSync): BatchAnswer {
  try {
    database.exec('PRAGMA user_version=1');
    return { answers: [] };
  } catch (error) {
    return failed(desk, database, [], error);
  }
}

function failed(desk: Desk, database: DatabaseSync, batch: WorkMessage[], error: unknown): BatchAnswer {
  if (diskFault(error) === 'no-room' && undo(desk, database)) return { answers: [], noRoom: `the disk has no room (${messageOf(error)})` };
  const broken = `the data file could not be written (${messageOf(error)}): replace the disk, then start again`;
  return { answers: batch.map(([no]) => ({ no, error: broken, unknown: true })), broken };
}

/** True when the file stands as it did before the batch. */
function undo(desk: Desk, database: DatabaseSync): boolean {
  try {
    if (database.isTransaction) desk.sql('ROLLBACK').run();
    forget(desk);
    return true;
  } catch {
    return false;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
