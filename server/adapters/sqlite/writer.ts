/**
 * The writer thread. It takes all that waits (at most 256 items) whenever it is idle, writes it in one
 * transaction with one fsync, and only then answers. No timer: under load batches grow by themselves.
 */
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { type Desk, forget, openDesk, writeSums } from './desk.ts';
import { openWriter, statementsOf } from './open-database.ts';
import type { Answer, BatchAnswer, Work, WorkMessage } from './work.ts';
import { accept, refuse } from './write-delivery.ts';
import { putDocuments } from './write-document.ts';
import { storeRequest, storeSignal } from './write-outbox.ts';
import { commit, late, release } from './write-run.ts';
import { updateTask } from './write-task.ts';

const largestBatch = 256;
const mb = 1024 * 1024;
/** Items after which the log is copied back: while idle, and under load. */
const whenIdle = 2_000;
const underLoad = 6_000;

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
function writeGuarded(desk: Desk, database: DatabaseSync, message: WorkMessage): Answer {
  desk.sql('SAVEPOINT item').run();
  try {
    const answer = writeItem(desk, message);
    desk.sql('RELEASE item').run();
    return answer;
  } catch (error) {
    // SQLite gives up the whole transaction when the disk fails: then there is nothing left to go back to.
    if (!database.isTransaction) throw error;
    desk.sql('ROLLBACK TO item').run();
    desk.sql('RELEASE item').run();
    return { no: message[0], error: messageOf(error) };
  }
}

/**
 * Savepoints are a third of the statements of a batch and nearly never needed: a batch is first written
 * without them, and once more with them when one of its items was bad.
 */
function writeBatch(desk: Desk, database: DatabaseSync, batch: WorkMessage[]): BatchAnswer {
  const inOneGo = (write: (message: WorkMessage) => Answer): BatchAnswer => {
    desk.sql('BEGIN IMMEDIATE').run();
    const answers = batch.map(write);
    writeSums(desk);
    desk.sql('COMMIT').run();
    return { answers };
  };
  try {
    try {
      return inOneGo((message) => writeItem(desk, message));
    } catch (error) {
      if (!database.isTransaction) throw error;
      desk.sql('ROLLBACK').run();
      forget(desk);
      return inOneGo((message) => writeGuarded(desk, database, message));
    }
  } catch (error) {
    const broken = `the data file could not be written (${messageOf(error)}): free the disk or replace it, then start again`;
    return { answers: batch.map(([no]) => ({ no, error: broken, unknown: true })), broken };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function serve(port: MessagePort, file: string): void {
  const database = openWriter(file);
  const desk = openDesk(statementsOf(database));
  let isBroken = false;
  let isClosing = false;
  let written = 0;
  let waiting: WorkMessage[] = [];

  const take = (message: WorkMessage[] | 'close') => {
    if (message === 'close') isClosing = true;
    else waiting.push(...message);
  };
  const takeAll = () => {
    while (waiting.length < largestBatch) {
      const more = receiveMessageOnPort(port) as { message: WorkMessage[] | 'close' } | undefined;
      if (!more) return;
      take(more.message);
    }
  };
  // The log is copied back after the answer is out: early while nobody waits, and anyway before it grows large.
  // Counted in items, since the log file keeps its size once it has grown: an item is some 10 kB of pages.
  const checkpoint = () => {
    if (written < (waiting.length === 0 ? whenIdle : underLoad)) return;
    written = 0;
    const isLarge = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 256 * mb;
    database.exec(isLarge ? 'PRAGMA wal_checkpoint(TRUNCATE)' : 'PRAGMA wal_checkpoint(PASSIVE)');
  };

  port.on('message', (first: WorkMessage[] | 'close') => {
    take(first);
    while (waiting.length > 0) {
      takeAll();
      const batch = waiting.slice(0, largestBatch);
      waiting = waiting.slice(largestBatch);
      const answer = isBroken ? refuseAll(batch) : writeBatch(desk, database, batch);
      if (answer.broken !== undefined) isBroken = true;
      port.postMessage(answer);
      written += batch.length;
      if (!isBroken) checkpoint();
    }
    if (!isClosing) return;
    if (!isBroken) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    port.close();
  });
  port.postMessage('open');
}

const refuseAll = (batch: WorkMessage[]): BatchAnswer => ({
  answers: batch.map(([no]) => ({ no, error: 'the data file is broken: nothing more is written' })),
});

serve(parentPort as MessagePort, (workerData as { file: string }).file);
