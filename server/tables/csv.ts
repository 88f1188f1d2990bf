/** Comma-separated values after RFC 4180, as spreadsheets write them: also with ; or tabs, a byte order mark, any line end. */
import type { Problem } from '../../flows/flow.ts';

export interface CsvCell {
  text: string;
  /** Where it starts, both from 1. */
  line: number;
  column: number;
}

const separators = [',', ';', '\t'] as const;

/** Rows of cells, or the first place that cannot be read; lines without any text are left out. */
export function readCsv(given: string): { rows: CsvCell[][] } | { problem: Problem } {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  const separator = separatorOf(text);
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const newLine = (): void => {
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
    lineStart = at;
  };
  const isEnd = (): boolean => text[at] === '\n' || text[at] === '\r';

  while (at < text.length) {
    const place = { line, column: at - lineStart + 1 };
    if (text[at] === '"') {
      const cell = quoted();
      if (cell === undefined) return refuse(place, 'a cell that begins with a quote never ends with one');
      if (at < text.length && text[at] !== separator && !isEnd())
        return refuse({ line, column: at - lineStart + 1 }, 'after the closing quote of a cell comes more text — write a quote inside a cell twice');
      row.push({ text: cell, ...place });
    } else {
      const from = at;
      while (at < text.length && text[at] !== separator && !isEnd()) at += 1;
      row.push({ text: text.slice(from, at), ...place });
    }
    if (text[at] === separator) {
      at += 1;
      // A separator at the very end of the text has an empty cell behind it.
      if (at >= text.length) row.push({ text: '', line, column: at - lineStart + 1 });
    }
    if (at >= text.length || isEnd()) {
      if (isEnd() && text[at - 1] === separator) row.push({ text: '', line, column: at - lineStart + 1 });
      if (row.some((cell) => cell.text !== '')) rows.push(row);
      row = [];
      if (at < text.length) newLine();
    }
  }
  return { rows };

  function quoted(): string | undefined {
    let cell = '';
    at += 1;
    while (at < text.length) {
      if (text[at] === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 2;
      } else if (text[at] === '"') {
        at += 1;
        return cell;
      } else if (isEnd()) {
        cell += '\n';
        newLine();
      } else {
        cell += text[at];
        at += 1;
      }
    }
    return undefined;
  }
}

const refuse = ({ line, column }: { line: number; column: number }, what: string): { problem: Problem } => ({
  problem: { code: 'csv.syntax', path: `${line}:${column}`, message: `Line ${line}, column ${column}: ${what}.` },
});

/** The one that the first line has most of, outside of quotes. */
function separatorOf(text: string): string {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = separators.map((separator) => ({ separator, count: first.split(separator).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).separator;
}

/** A cell that a spreadsheet would take for a formula; marked by a leading apostrophe on the way out, which goes on the way in. */
const looksLikeFormula = /^'*[=+\-@\t\r]/;

/** Lines for a spreadsheet: quoted where needed, and no text is taken for a formula. */
export function writeCsv(rows: (string | number | boolean | null)[][]): string {
  return rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

function written(cell: string | number | boolean | null): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const safe = looksLikeFormula.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of a cell without the mark that `writeCsv` or a person put before what looks like a formula. */
export const unmarked = (text: string): string => (text.startsWith("'") && looksLikeFormula.test(text) ? text.slice(1) : text);
