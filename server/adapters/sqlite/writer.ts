/**
 * The writer thread. It takes all that waits (at most 256 items) whenever it is idle, writes it in one
 * transaction with one fsync, and only then answers. No timer: under load batches grow by themselves.
 */
import { statSync } from 'node:fs';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openDesk } from './desk.ts';
import { openWriter, statementsOf } from './open-database.ts';
import type { BatchAnswer, WorkMessage } from './work.ts';
import { writeBatch } from './write-batch.ts';

const largestBatch = 256;
const mb = 1024 * 1024;
/** Items after which the log is copied back: while idle, and under load. */
const whenIdle = 2_000;
const underLoad = 6_000;

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
