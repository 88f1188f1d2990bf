/** How commands speak: lines for people, or one line of JSON with `--json`. */
import type { CommandRefused } from './hub-client.ts';

export interface Out {
  /** The result of a command; `words` is what a person reads. */
  say(result: unknown, words: string): void;
  refuse(error: CommandRefused): void;
}

export function openOut(json: boolean, write: (line: string) => void, writeError: (line: string) => void): Out {
  return {
    say(result, words) {
      if (json) write(JSON.stringify(result));
      else if (words !== '') write(words);
    },
    refuse(error) {
      if (json) return write(JSON.stringify({ error: { code: error.code, message: error.message, problems: error.problems } }));
      writeError(error.message);
      for (const { path, message, code } of error.problems) writeError(`  ${path || '/'}  ${message}${code ? `  (${code})` : ''}`);
    },
  };
}

/** Columns of equal width, two spaces apart. */
export function tableOf(rows: string[][]): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, cell.length)), []);
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
