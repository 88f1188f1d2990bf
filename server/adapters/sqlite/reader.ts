/** The reader thread: reports may take their time here without holding up a single run. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openReader, statementsOf } from './open-database.ts';
import { heldBoard } from './report-held.ts';
import { listDeliveries, listTasks, readBody, readCounts, readSignals, readTask } from './report-lists.ts';
import { countOpen, listForgotten, listRuns, openBoard, readRun } from './report-runs.ts';

const reports = {
  listRuns,
  readRun,
  openBoard,
  heldBoard,
  countOpen,
  listForgotten,
  listDeliveries,
  readBody,
  listTasks,
  readTask,
  readCounts,
  readSignals,
  /** A consistent copy in one file, whatever is written meanwhile. */
  copyTo: (sql: ReturnType<typeof statementsOf>, file: string) => {
    sql('VACUUM INTO ?').run(file);
  },
};

export type Reports = typeof reports;
export type Report = keyof Reports;
export type Question = { no: number; report: Report; given: unknown[] };

const port = parentPort as MessagePort;
const database = openReader((workerData as { file: string }).file, 64_000);
const sql = statementsOf(database);
port.on('message', (question: Question | 'close') => {
  if (question === 'close') {
    database.close();
    port.close();
    return;
  }
  const { no, report, given } = question;
  try {
    // The types of `given` are those of the report: Desk.ask is the only sender.
    const answer = (reports[report] as (...all: unknown[]) => unknown)(sql, ...given);
    port.postMessage({ no, answer });
  } catch (error) {
    port.postMessage({ no, error: error instanceof Error ? error.message : String(error) });
  }
});
