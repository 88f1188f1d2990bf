/**
 * The writer thread. It takes all that waits (at most 256 items) whenever it is idle, writes it in one
 * transaction with one fsync, and only then answers. No timer: under load batches grow by themselves.
 */
import { statSync } from 'node:fs';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openDesk } from './desk.ts';
import { diskFault } from './disk-fault.ts';
import { openWriter, statementsOf } from './open-database.ts';
import type { BatchAnswer, WorkMessage } from './work.ts';
import { writeBatch, writePage } from './write-batch.ts';

const largestBatch = 256;
const mb = 1024 * 1024;
/** Items after which the log is copied back: while idle, and under load. */
const whenIdle = 2_000;
const underLoad = 6_000;

/** While the disk has no room, one write is tried this often. */
const tryAgainMs = 250;

function serve(port: MessagePort, file: string): void {
  const database = openWriter(file);
  const desk = openDesk(statementsOf(database));
  let isBroken = false;
  let isClosing = false;
  let written = 0;
  let waiting: WorkMessage[] = [];
  let noRoom: string | undefined;
  let later: NodeJS.Timeout | undefined;

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
    copyBack(isLarge ? 'TRUNCATE' : 'PASSIVE');
  };
  const copyBack = (how: 'TRUNCATE' | 'PASSIVE') => {
    try {
      database.exec(`PRAGMA wal_checkpoint(${how})`);
    } catch (error) {
      // Without room the log simply stays as long as it is.
      if (diskFault(error) === 'broken') breakOff(`the log could not be copied back (${String(error)}): replace the disk, then start again`);
    }
  };
  const breakOff = (broken: string) => {
    isBroken = true;
    port.postMessage({ answers: [], broken } satisfies BatchAnswer);
  };
  /** Holders' strokes wait for room, in order: what their calls brought back is known to nobody else. Everyone else is told to come again. */
  const holdBack = (reason: string) => {
    noRoom = reason;
    const strokes = waiting.filter(isStroke);
    const answers = waiting.filter((message) => !isStroke(message)).map(([no]) => ({ no, error: reason, noRoom: true }));
    waiting = strokes;
    port.postMessage({ answers, noRoom } satisfies BatchAnswer);
    later ??= setTimeout(() => {
      later = undefined;
      work();
    }, tryAgainMs);
  };

  const work = () => {
    for (takeAll(); waiting.length > 0 || noRoom !== undefined; takeAll()) {
      if (noRoom !== undefined && (later || isClosing)) return holdBack(noRoom);
      // One stroke is enough to learn whether there is room again, or one page when nobody waits.
      const batch = waiting.slice(0, noRoom === undefined ? largestBatch : 1);
      const answer = isBroken ? refuseAll(batch) : batch.length === 0 ? writePage(desk, database) : writeBatch(desk, database, batch);
      if (typeof answer.noRoom === 'string') return holdBack(answer.noRoom);
      waiting = waiting.slice(batch.length);
      if (answer.broken !== undefined) isBroken = true;
      port.postMessage(noRoom === undefined ? answer : { ...answer, noRoom: null });
      noRoom = undefined;
      written += batch.length;
      if (!isBroken) checkpoint();
    }
  };

  port.on('message', (first: WorkMessage[] | 'close') => {
    take(first);
    work();
    if (!isClosing) return;
    clearTimeout(later);
    if (!isBroken) copyBack('TRUNCATE');
    database.close();
    port.close();
  });
  port.postMessage('open');
}

const refuseAll = (batch: WorkMessage[]): BatchAnswer => ({
  answers: batch.map(([no]) => ({ no, error: 'the data file is broken: nothing more is written' })),
});

/** What a holder of runs writes, as against what comes from outside. */
const isStroke = ([, work]: WorkMessage): boolean => /^\{"kind":"(commit|release|late)"/.test(work);

serve(parentPort as MessagePort, (workerData as { file: string }).file);
