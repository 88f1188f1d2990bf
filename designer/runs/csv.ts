import type { RunInfo } from '../../server/http/api.ts';

const columns: [string, (run: RunInfo) => string | undefined][] = [
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

/** A cell that no spreadsheet takes for a formula. A negative amount stays a number. */
export const cell = (value = ''): string => {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Runs as a CSV file: one line each, amounts exact. */
export const csvOf = (runs: RunInfo[]): string =>
  [columns.map(([name]) => name), ...runs.map((run) => columns.map(([, read]) => cell(read(run))))].map((line) => line.join(',')).join('\r\n');

/** Hands a text to the browser as a file. */
export function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
