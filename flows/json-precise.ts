import { type Json, type JsonObject, type Problem, ProblemError } from './flow.ts';
import { lossOf } from './number.ts';
import { pointerOf } from './pointer.ts';

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const literals: [string, Json][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plain = /[^"\\\u0000-\u001f]*/y;
const escapes: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const mostProblems = 50;

/** The slow, exact reader: reads what the fast one doubts and throws a problem that says where, or answers with the value. */
export function readPrecisely(text: string, { depth, numbers }: { depth: number; numbers: 'refuse' | 'string' }): Json {
  let at = 0;
  const path: (string | number)[] = [];
  const lost: Problem[] = [];

  const refuse = (code: string, message: string): never => {
    throw new ProblemError(400, { code, path: pointerOf(path), message });
  };
  const invalid = (expected: string): never => {
    const found = at < text.length ? `found ${JSON.stringify(String.fromCodePoint(text.codePointAt(at)!))}` : 'the text ends';
    throw new ProblemError(400, { code: 'json.invalid', path: placeOf(text, at), message: `The text is not JSON: expected ${expected}, ${found}.` });
  };
  const skip = () => {
    for (let code = text.charCodeAt(at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; ) code = text.charCodeAt(++at);
  };

  const readString = (): string => {
    if (text[at] !== '"') invalid('a string');
    at++;
    let result = '';
    for (;;) {
      plain.lastIndex = at;
      const run = plain.exec(text)![0];
      result += run;
      at += run.length;
      if (text[at] === '"') break;
      if (text[at] !== '\\') invalid('the end of a string');
      const letter = text[at + 1] ?? '';
      if (letter === 'u') {
        const hex = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) invalid('four hex digits after \\u');
        result += String.fromCharCode(Number.parseInt(hex, 16));
        at += 6;
      } else {
        const meant = escapes[letter];
        if (meant === undefined) invalid('a known escape');
        result += meant;
        at += 2;
      }
    }
    at++;
    return result;
  };
  const complete = (value: string): string =>
    value.isWellFormed() ? value : refuse('encoding.lone_surrogate', 'A text holds half a character (a lone surrogate) — send complete Unicode text.');

  const readNumber = (): Json => {
    number.lastIndex = at;
    const source = number.exec(text)?.[0];
    if (source === undefined) return invalid('a value');
    at += source.length;
    const loss = lossOf(source);
    if (!loss) return Number(source);
    const shown = source.length > 40 ? `${source.slice(0, 40)}…` : source;
    if (numbers === 'refuse' && lost.length < mostProblems)
      lost.push({ code: loss, path: pointerOf(path), message: `The number ${shown} cannot be kept exactly — send it as a string.` });
    return source;
  };

  const readObject = (): Json => {
    const result: JsonObject = {};
    const keys = new Set<string>();
    at++;
    skip();
    if (text[at] === '}') {
      at++;
      return result;
    }
    for (;;) {
      skip();
      const key = readString();
      path.push(key);
      complete(key);
      if (forbidden.has(key)) refuse('json.forbidden_key', `The key ${JSON.stringify(key)} is not allowed — rename it.`);
      if (keys.has(key)) refuse('json.duplicate_key', `The key ${JSON.stringify(key)} stands twice in one object — keep one.`);
      keys.add(key);
      skip();
      if (text[at] !== ':') invalid('":"');
      at++;
      result[key] = readValue();
      path.pop();
      skip();
      if (text[at] === '}') {
        at++;
        return result;
      }
      if (text[at] !== ',') invalid('"," or "}"');
      at++;
    }
  };

  const readArray = (): Json => {
    const result: Json[] = [];
    at++;
    skip();
    if (text[at] === ']') {
      at++;
      return result;
    }
    for (;;) {
      path.push(result.length);
      result.push(readValue());
      path.pop();
      skip();
      if (text[at] === ']') {
        at++;
        return result;
      }
      if (text[at] !== ',') invalid('"," or "]"');
      at++;
    }
  };

  let open = 0;
  const readValue = (): Json => {
    skip();
    const first = text[at];
    if (first === '{' || first === '[') {
      if (++open > depth) refuse('json.too_deep', `The document is nested deeper than ${depth} levels — flatten it.`);
      const value = first === '{' ? readObject() : readArray();
      open--;
      return value;
    }
    if (first === '"') return complete(readString());
    for (const [word, value] of literals) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return value;
    }
    return readNumber();
  };

  const value = readValue();
  skip();
  if (at < text.length) invalid('the end of the text');
  if (lost.length > 0) throw new ProblemError(422, lost);
  return value;
}

/** "line:column", both from 1, columns in characters. */
function placeOf(text: string, at: number): string {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
    line++;
    start = next + 1;
  }
  return `${line}:${[...text.slice(start, Math.min(at, start + 10_000))].length + Math.max(0, at - start - 10_000) + 1}`;
}
