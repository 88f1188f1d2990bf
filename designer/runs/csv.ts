import type { RunInfo } from '../../server/http/api.ts';
import { type Column, csvFile } from '../show/csv-file.ts';

const columns: Column<RunInfo>[] = [
  ['run', (run) => run.id],
  ['keys', (run) => run.keys.join(' ')],
  ['flow', (run) => run.flow],
  ['version', (run) => run.version],
  ['status', (run) => run.status],
  ['stands at', (run) => run.at.map((place) => place.node).join(' ')],
  ['code', (run) => run.code],
  ['reason', (run) => run.reason],
  ['amount', (run) => run.amount?.amount],
  ['currency', (run) => run.amount?.currency],
  ['started', (run) => run.startedAt],
  ['changed', (run) => run.updatedAt],
  ['ended', (run) => run.endedAt],
];

/** Runs as a CSV file: one line each, amounts exact. */
export const csvOf = (runs: RunInfo[]): string => csvFile(columns, runs);
