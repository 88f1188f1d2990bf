/** EDIFACT as segments: separators from UNA or the defaults, release character, character set of UNB, embedded objects of UNO. */
import { ProblemError } from '../../../flow.ts';

/** `data[1]![0]` is the first component of the first element after the tag. */
export interface Segment {
  tag: string;
  data: string[][];
  line: number;
  /** Its place in the interchange, from 1. */
  index: number;
}

export interface Interchange {
  segments: Segment[];
  /** Sign that separates decimals. */
  decimal: string;
  /** What had to be forgiven. */
  warnings: string[];
}

const charsets: Record<string, string> = {
  UNOA: 'iso-8859-1',
  UNOB: 'iso-8859-1',
  UNOC: 'iso-8859-1',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
  UNOK: 'iso-8859-9',
};
const largest = 25 * 1024 * 1024;

/** Reads an interchange; throws 400 `edifact.not_readable` where it is none, 413 where it is larger than 25 MiB. */
export function readSegments(source: string | Uint8Array): Interchange {
  if (source.length > largest)
    throw new ProblemError(413, { code: 'edifact.too_large', path: '', message: `The interchange is larger than ${largest} bytes — split it.` });
  const { text, warnings } = typeof source === 'string' ? { text: source, warnings: [] } : decode(source);
  const start = /^\ufeff?\s*(?=UNA|UNB|UNH)/.exec(text);
  if (start === null) throw refused(1, 'The document begins with neither UNA, UNB nor UNH — send an EDIFACT interchange.');
  let at = start[0].length;
  const una = text.startsWith('UNA', at) ? text.slice(at + 3, at + 9) : ":+.? '";
  if (text.startsWith('UNA', at)) at += 9;
  const [component, element, decimal, release, , end] = una.split('') as [string, string, string, string, string, string]; // six signs
  const segments: Segment[] = [];
  let line = 1 + newlines(text.slice(0, at));
  while (at < text.length) {
    const { fields, next } = split(text, at, { component, element, release, end });
    const begins = line + newlines(/^\s*/.exec(text.slice(at, at + 200))![0]); // may match nothing
    line += newlines(text.slice(at, next));
    at = next;
    const tag = fields[0]?.[0]?.trim() ?? '';
    if (tag === '' && fields.length === 1) continue;
    if (!/^[A-Z]{3}$/.test(tag)) throw refused(begins, `${JSON.stringify(tag.slice(0, 10))} at line ${begins} is not a segment.`);
    segments.push({ tag, data: fields, line: begins, index: segments.length + 1 });
    if (tag === 'UNO') {
      const size = Number(fields[4]?.[0]);
      const close = text.indexOf(`UNP${element}`, Number.isSafeInteger(size) ? at + Math.max(0, size - 2) : at);
      if (close < 0) throw refused(begins, `The object at line ${begins} has no UNP.`);
      segments.at(-1)!.data[5] = [text.slice(at, close)]; // just pushed
      line += newlines(text.slice(at, close));
      at = close;
    }
  }
  return { segments, decimal, warnings };
}

/** One segment: its elements and components, released signs taken in; line breaks only wrap. */
function split(text: string, from: number, { component, element, release, end }: Record<'component' | 'element' | 'release' | 'end', string>) {
  const fields: string[][] = [['']];
  let at = from;
  for (; at < text.length; at++) {
    let sign = text[at]!; // within the length
    if (sign === '\n' || sign === '\r') continue;
    if (sign === end) return { fields, next: at + 1 };
    if (sign === element) fields.push(['']);
    else if (sign === component)
      fields.at(-1)!.push(''); // never empty
    else {
      if (sign === release && at + 1 < text.length) {
        at++;
        while (text[at] === '\n' || text[at] === '\r') at++;
        sign = text[at] ?? '';
      }
      const field = fields.at(-1)!; // never empty
      field[field.length - 1] += sign;
    }
  }
  return { fields, next: at };
}

/** UTF-8 is met under every name; what says UTF-8 and is not is taken for Windows-1252, with a warning. */
function decode(bytes: Uint8Array): { text: string; warnings: string[] } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 100)).toString('latin1');
  const declared = /UNB.(UNO[A-Z])/.exec(head)?.[1] ?? 'UNOA';
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), warnings: [] };
  } catch {
    const charset = charsets[declared];
    const warnings = charset === undefined ? [`The interchange says ${declared}, UTF-8, but is not; it is read as Windows-1252.`] : [];
    return { text: new TextDecoder(charset ?? 'windows-1252').decode(bytes), warnings };
  }
}

const newlines = (text: string): number => text.split('\n').length - 1;
const refused = (line: number, message: string): ProblemError => new ProblemError(400, { code: 'edifact.not_readable', path: `${line}:1`, message });
