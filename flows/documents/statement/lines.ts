/** Lines of a text file of any length. Each line is UTF-8 where it can be, else Windows-1252, as banks mix them. */
import { isAscii, isUtf8 } from 'node:buffer';
import { refuse } from './refuse.ts';

export interface Line {
  text: string;
  /** From 1. */
  number: number;
}

export type Encoding = 'utf-8' | 'windows-1252' | 'mixed';

/** No line of a bank file is longer; whoever sends one sends something else. */
const longest = 1024 * 1024;

const western = new TextDecoder('windows-1252');

export async function* readLines(chunks: AsyncIterable<Uint8Array>, encoding: Encoding = 'mixed'): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of chunks) {
    const bytes: Buffer = rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = endOf(bytes, from); end >= 0; end = endOf(bytes, from)) {
      yield { text: textOf(bytes.subarray(from, end), encoding, ++number), number };
      from = end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1);
    }
    rest = Buffer.from(bytes.subarray(from));
    if (rest.length > longest) refuse('bank.line_too_long', number + 1, `Line ${number + 1} is longer than ${longest} bytes — this is no bank file.`);
  }
  if (rest.length > 0) yield { text: textOf(rest.at(-1) === 0x0d ? rest.subarray(0, -1) : rest, encoding, ++number), number };
}

/** Where the next line ends: at LF, CR LF or a lone CR; a CR at the very end waits for what follows. */
function endOf(bytes: Buffer, from: number): number {
  const feed = bytes.indexOf(0x0a, from);
  const carriage = bytes.subarray(from, feed < 0 ? bytes.length : feed).indexOf(0x0d);
  if (carriage < 0) return feed;
  return from + carriage === bytes.length - 1 ? -1 : from + carriage;
}

function textOf(bytes: Buffer, encoding: Encoding, number: number): string {
  const text = decode(bytes, encoding, number);
  return number === 1 && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function decode(bytes: Buffer, encoding: Encoding, number: number): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (encoding === 'windows-1252') return western.decode(bytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  if (encoding === 'mixed') return western.decode(bytes);
  return refuse('encoding.invalid_utf8', number, `Line ${number} is not valid UTF-8 — save the file as UTF-8, or choose a profile with another encoding.`, 400);
}
