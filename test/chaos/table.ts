/** The table at the end of a chaos run, aligned for a terminal. */
import type { Row } from './scenario.ts';

export interface Result extends Row {
  title: string;
  ms: number;
  skipped?: boolean;
}

const heads = ['goal', 'scenario', 'N', 'K', 'lost', 'duplicate', 'recovery', 'seed', 'took', 'verdict'];

const cells = (one: Result): string[] => [
  one.row,
  one.title,
  String(one.n),
  String(one.k),
  String(one.lost),
  String(one.duplicate),
  one.recoveryMs === undefined ? '-' : `${Math.round(one.recoveryMs)} ms`,
  String(one.seed),
  `${Math.round(one.ms / 1_000)} s`,
  one.skipped ? 'skipped' : one.pass ? 'pass' : 'FAIL',
];

export function table(results: readonly Result[]): string {
  const rows = [heads, ...results.map(cells)];
  const widths = heads.map((_, place) => Math.max(...rows.map((row) => row[place]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, place) => cell.padEnd(widths[place]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
