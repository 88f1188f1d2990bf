/** What a traced hub wrote to its files, when it was made durable, and what it acknowledged: enough to build what a power cut leaves. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';

export type Event =
  | { kind: 'write'; file: string; at: number; bytes: Buffer; from: number; to: number }
  | { kind: 'truncate'; file: string; size: number; from: number; to: number }
  | { kind: 'sync'; file: string; from: number; to: number }
  | { kind: 'acknowledged'; text: string; from: number };

/** Events in the order they were entered; `from` and `to` are lines of the trace. */
export async function eventsOf(trace: string): Promise<Event[]> {
  const events: Event[] = [];
  const open = new Map<string, { line: string; from: number }>();
  let place = 0;
  for await (const line of createInterface({ input: createReadStream(trace, 'latin1') })) {
    place += 1;
    // The tracer left in the middle of this one.
    if (line.endsWith('<detached ...>')) continue;
    const pid = line.slice(0, line.indexOf(' '));
    if (line.endsWith('<unfinished ...>')) {
      open.set(pid, { line: line.slice(0, -' <unfinished ...>'.length), from: place });
      // What was still open at the end may or may not have happened: a write nobody waited for.
      continue;
    }
    const resumed = /^\d+ +<\.\.\. \w+ resumed>(.*)$/s.exec(line);
    const begun = resumed ? open.get(pid) : undefined;
    open.delete(pid);
    if (resumed && !begun) continue;
    const event = eventOf(begun ? begun.line + resumed![1] : line, begun?.from ?? place, place);
    if (event) events.push(event);
  }
  return events.sort((a, b) => a.from - b.from);
}

function eventOf(line: string, from: number, to: number): Event | undefined {
  const [, name, on = '', rest = ''] = /^\d+ +(\w+)\(\d+<(.*?)>(?:, )?(.*)$/s.exec(line) ?? [];
  if (name === undefined) return undefined;
  if (on.startsWith('TCP')) return rest.includes('HTTP/1.1 202') ? { kind: 'acknowledged', text: rest, from } : undefined;
  if (!on.endsWith('.db') && !on.endsWith('.db-wal')) return undefined;
  const file = basename(on);
  if (name === 'fsync' || name === 'fdatasync') return / = 0$/.test(rest) ? { kind: 'sync', file, from, to } : undefined;
  if (name === 'ftruncate') return { kind: 'truncate', file, size: Number(/^(\d+)/.exec(rest)![1]), from, to };
  if (name !== 'pwrite64') return undefined;
  const [, quoted, length, at] = /^"(.*)", (\d+), (\d+)\) += /s.exec(rest) ?? [];
  if (quoted === undefined) throw new Error(`a write could not be read from the trace: ${line.slice(0, 200)}`);
  const bytes = bytesOf(quoted);
  if (bytes.length !== Number(length)) throw new Error(`a write of ${length} bytes was traced with ${bytes.length}`);
  return { kind: 'write', file, at: Number(at), bytes, from, to };
}

const named: Record<string, number> = { n: 10, t: 9, r: 13, v: 11, f: 12, a: 7, b: 8, '"': 34, '\\': 92 };

/** `\0\33x\n` as strace prints bytes; octal numbers have one to three digits. */
export function bytesOf(quoted: string): Buffer {
  const bytes = Buffer.alloc(quoted.length);
  let length = 0;
  for (let place = 0; place < quoted.length; place += 1) {
    if (quoted[place] !== '\\') {
      bytes[length++] = quoted.charCodeAt(place);
      continue;
    }
    const next = quoted[place + 1]!;
    if (next in named) {
      bytes[length++] = named[next]!;
      place += 1;
      continue;
    }
    const digits = /^[0-7]{1,3}/.exec(quoted.slice(place + 1, place + 4))![0];
    bytes[length++] = Number.parseInt(digits, 8);
    place += digits.length;
  }
  return bytes.subarray(0, length);
}
