/** Rows of a CSV file: quotes double inside quotes, a quoted cell may hold line breaks. */
import type { Line } from '../lines.ts';
import { refuse } from '../refuse.ts';

export interface Row {
  cells: string[];
  line: number;
}

/** A quoted cell spans no more lines than this; beyond it a quote was forgotten. */
const mostLines = 200;

export async function* readRows(lines: AsyncIterable<Line>, delimiter: string): AsyncGenerator<Row> {
  let open: { text: string; line: number; lines: number } | undefined;
  for await (const { text, number } of lines) {
    if (open === undefined && !text.includes('"')) {
      if (text.trim() !== '') yield { cells: text.split(delimiter), line: number };
      continue;
    }
    open = open === undefined ? { text, line: number, lines: 1 } : { ...open, text: `${open.text}\n${text}`, lines: open.lines + 1 };
    const cells = cellsOf(open.text, delimiter);
    if (cells !== undefined) {
      yield { cells, line: open.line };
      open = undefined;
    } else if (open.lines > mostLines) refuse('csv.quote', open.line, `The quote opened in line ${open.line} is never closed.`);
  }
  if (open !== undefined) refuse('csv.quote', open.line, `The quote opened in line ${open.line} is never closed.`);
}

/** Cells of a row; undefined while a quote is still open. */
function cellsOf(text: string, delimiter: string): string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    at++;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return undefined;
      cell += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      cell += '"';
      at++;
    }
    const end = text.indexOf(delimiter, at);
    cells.push(cell + text.slice(at, end < 0 ? text.length : end));
    if (end < 0) return cells;
    at = end + 1;
  }
  return cells;
}
