import { isUtf8 } from 'node:buffer';
import { type Json, ProblemError } from './flow.ts';
import { readPrecisely } from './json-precise.ts';
import { isExactNumber } from './number.ts';

export interface ReadLimits {
  /** Deepest nesting of objects and arrays; 64 when absent. */
  depth?: number;
  /** Most values, containers included; 100,000 when absent. */
  nodes?: number;
  /** What to do with a number a double cannot hold: refuse it (own door) or keep its digits as a string (connectors). */
  numbers?: 'refuse' | 'string';
}

/** Reads JSON so that nothing is lost, rounded, doubled or smuggled in; throws a ProblemError that says where. */
export function parseStrict(bytes: Uint8Array | string, { depth = 64, nodes = 100_000, numbers = 'refuse' }: ReadLimits = {}): Json {
  const text = typeof bytes === 'string' ? checked(bytes) : decode(bytes);
  const seen = scan(text);
  if (seen.nodes > 2 * nodes) throw tooLarge(nodes);
  const precisely = () => readPrecisely(text, { depth, numbers });
  if (seen.suspicious || seen.depth > depth) return precisely();
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    precisely();
    throw new ProblemError(400, { code: 'json.invalid', path: '1:1', message: 'The text is not JSON — send one complete JSON value.' });
  }
  if (seen.nodes > nodes && countValues(value) > nodes) throw tooLarge(nodes);
  return countKeys(value) === seen.keys ? value : precisely();
}

const utf8 = 'The text is not valid UTF-8 — send JSON encoded as UTF-8.';
const tooLarge = (nodes: number) =>
  new ProblemError(413, { code: 'json.too_large', path: '', message: `The document holds more than ${nodes} values — split it into several.` });

function decode(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new ProblemError(400, { code: 'encoding.invalid_utf8', path: '', message: utf8 });
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function checked(text: string): string {
  if (text.isWellFormed()) return text;
  throw new ProblemError(400, {
    code: 'encoding.lone_surrogate',
    path: '',
    message: 'The text holds half a character (a lone surrogate) — send complete Unicode text.',
  });
}

/**
 * One pass over the characters beside the native parser, which says nothing of doubled keys, depth or lost digits.
 * It counts colons outside strings (= keys as written; fewer keys in the parsed value means one was doubled) and flags
 * whatever deserves the precise reader: a forbidden key or one that may be spelled so, an escaped surrogate, a number
 * that does not survive. It trusts nothing about syntax; a wrong guess only costs the precise pass.
 */
function scan(text: string): { depth: number; nodes: number; keys: number; suspicious: boolean } {
  const { length } = text;
  let depth = 0;
  let deepest = 0;
  let nodes = 1;
  let keys = 0;
  let suspicious = false;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const start = at + 1;
      let escaped = false;
      at = start;
      for (let inner = text.charCodeAt(at); inner !== 0x22 && at < length; inner = text.charCodeAt(++at)) {
        if (inner !== 0x5c) continue;
        escaped = true;
        at++;
        if (text.charCodeAt(at) === 0x75 && (text.charCodeAt(at + 1) | 0x20) === 0x64) suspicious = true;
      }
      const size = at - start;
      if ((size === 9 || size === 11) && !escaped) suspicious ||= isForbidden(text, start, size);
      else if (escaped && text.charCodeAt(at + 1) === 0x3a) suspicious = true;
      else if (escaped && text.charCodeAt(at + 1) <= 0x20) suspicious = true;
    } else if (code === 0x3a) keys++;
    else if (code === 0x2c) nodes++;
    else if (code === 0x7b || code === 0x5b) {
      nodes++;
      if (++depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) depth--;
    else if (code <= 0x39 && code >= 0x2d) {
      const start = at;
      let exponent = false;
      for (let next = text.charCodeAt(at + 1); isNumberPart(next); next = text.charCodeAt(++at + 1)) exponent ||= next > 0x39;
      if ((exponent || at - start >= 15) && !isExactNumber(text.slice(start, at + 1))) suspicious = true;
    }
  }
  return { depth: deepest, nodes, keys, suspicious };
}

/** Digits, point, signs, e and E. */
const isNumberPart = (code: number): boolean =>
  (code <= 0x39 && code >= 0x30) || code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2d || code === 0x2b;

function isForbidden(text: string, start: number, size: number): boolean {
  const first = text.charCodeAt(start);
  if (first === 0x5f) return text.startsWith('__proto__', start);
  if (first === 0x63) return size === 11 && text.startsWith('constructor', start);
  return first === 0x70 && size === 9 && text.startsWith('prototype', start);
}

function countKeys(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (let at = 0; at < value.length; at++) count += countKeys(value[at] as Json);
  else
    for (const key in value) {
      const inner = value[key] as Json;
      count += typeof inner === 'object' && inner !== null ? 1 + countKeys(inner) : 1;
    }
  return count;
}

function countValues(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) count += countValues(inner);
  return count;
}
