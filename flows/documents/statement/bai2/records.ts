/** Records of a BAI2 file with their continuations put back; several may share a physical line, one may span several. */
import type { Line } from '../lines.ts';
import { refuse } from '../refuse.ts';

export interface Bai2Record {
  code: string;
  fields: string[];
  /** Lines of text a 16 or 88 ended with, for what is free text. */
  continued: string[];
  line: number;
  /** Physical records, as control totals count them. */
  records: number;
}

/** Continuations of one record. */
const mostRecords = 2000;

const start = /^(01|02|03|16|49|88|98|99)[,:]/;

export async function* readRecords(lines: AsyncIterable<Line>): AsyncGenerator<Bai2Record> {
  let open: Bai2Record | undefined;
  for await (const { text, number } of lines) {
    for (const piece of piecesOf(text)) {
      const code = start.exec(piece)?.[1];
      if (code === undefined) {
        const rest = piece.replace(/\/\s*$/, '');
        if (open !== undefined && rest.trim() !== '') {
          if (open.continued.length > 0) open.continued[open.continued.length - 1] += ` ${rest.trim()}`;
          else open.fields[open.fields.length - 1] += ` ${rest.trim()}`;
        }
      } else if (code === '88') {
        if (open === undefined) continue;
        open.records++;
        if (open.records > mostRecords) refuse('bank.record_too_long', number, `The record at line ${open.line} goes on for more than ${mostRecords} lines.`);
        open.continued.push(piece.slice(3).replace(/\/\s*$/, ''));
      } else {
        if (open !== undefined) yield open;
        open = {
          code,
          fields: piece
            .replace(/\/\s*$/, '')
            .split(',')
            .slice(1),
          continued: [],
          line: number,
          records: 1,
        };
      }
    }
  }
  if (open !== undefined) yield open;
}

/** A slash followed by the start of another record ends the one before, wherever the line breaks. */
const piecesOf = (text: string): string[] =>
  text
    .trim()
    .split(/(?<=\/)\s*(?=(?:01|02|03|16|49|88|98|99),)/)
    .filter((piece) => piece.trim() !== '');
