/** Cuts MT940 and MT942 into fields: block and bare forms, binary frames, a message without its end. */
import type { Line } from '../lines.ts';
import { refuse } from '../refuse.ts';

/** A tag with its lines; `end` closes a message. */
export type Field = { tag: string; lines: string[]; line: number } | { tag: 'end'; lines: never[]; line: number };

/** A field of six lines is allowed, banks write a few dozen; beyond this it is no field. */
const mostLines = 1000;

const start = /^:(\d{2}[A-Z]?|NS):(.*)$/s;

export async function* readFields(lines: AsyncIterable<Line>): AsyncGenerator<Field> {
  let open: { tag: string; lines: string[]; line: number } | undefined;
  let colon = false;
  for await (const { text: whole, number } of lines) {
    let text = whole.replace(/^[\u0001\u0002\u0003\u0004\u001a]+/, '').replace(/[\u0001\u0003\u0004\u001a]+$/, '');
    if (colon) {
      text = /^(?:\d{2}[A-Z]?|NS):/.test(text) ? `:${text}` : text; // a colon alone on the line before belongs to this tag
      colon = false;
    } else if (text === ':') {
      colon = true;
      continue;
    }
    const block = /^\{1:.*?\{4:/.exec(text);
    if (block !== null) text = text.slice(block[0].length);
    const [, tag, rest] = start.exec(text) ?? [];
    if (tag !== undefined) {
      if (open !== undefined) yield open;
      open = { tag, lines: [rest ?? ''], line: number };
    } else if (/^-(?:\}.*|X{2,}|\s*)$/.test(text)) {
      if (open !== undefined) yield open;
      open = undefined;
      yield { tag: 'end', lines: [], line: number };
    } else if (block === null && open !== undefined) {
      if (open.lines.push(text) > mostLines) refuse('bank.field_too_long', open.line, `The field at line ${open.line} has more than ${mostLines} lines.`);
    }
  }
  if (open !== undefined) yield open;
}
