import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from './flow.ts';
import { parseStrict, type ReadLimits } from './json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

function refusalOf(input: string | Uint8Array, limits?: ReadLimits) {
  try {
    parseStrict(input, limits);
  } catch (error) {
    if (error instanceof ProblemError) return { status: error.status, code: error.problems[0]?.code, path: error.problems[0]?.path };
    throw error;
  }
  return undefined;
}

describe('strict JSON says what is wrong and where', () => {
  test.each<[string, string | Uint8Array, number, string, string]>([
    ['cut off', '{"id":1,"lines":[', 400, 'json.invalid', '1:18'],
    ['on the third line', '{\n "a": 1,\n "b": nope\n}', 400, 'json.invalid', '3:7'],
    ['trailing comma', '[1,]', 400, 'json.invalid', '1:4'],
    ['leading zero', '{"a":01}', 400, 'json.invalid', '1:7'],
    ['two values', '1 2', 400, 'json.invalid', '1:3'],
    ['nothing at all', '', 400, 'json.invalid', '1:1'],
    ['raw newline in a string', '"a\nb"', 400, 'json.invalid', '1:3'],
    ['lone exponent', '{"a":1e}', 400, 'json.invalid', '1:7'],
    ['unreadable wins over inexact', '{"a":1e400,', 400, 'json.invalid', '1:12'],
    ['invalid UTF-8', Uint8Array.of(0x22, 0xc3, 0x28, 0x22), 400, 'encoding.invalid_utf8', ''],
    ['doubled key', '{"nodes":{"a/b":1,"x":2,"a/b":3}}', 400, 'json.duplicate_key', '/nodes/a~1b'],
    ['doubled key, one escaped', '{"a":1,"\\u0061":2}', 400, 'json.duplicate_key', '/a'],
    ['doubled key inside a doubled value', '[{"a":{"b":1},"a":{"b":1}}]', 400, 'json.duplicate_key', '/0/a'],
    ['__proto__', '{"__proto__":{"admin":true},"id":"A1"}', 400, 'json.forbidden_key', '/__proto__'],
    ['__proto__ escaped', '{"\\u005f_proto__":{}}', 400, 'json.forbidden_key', '/__proto__'],
    ['__proto__ escaped before spaces', '{"\\u005f_proto__" :{}}', 400, 'json.forbidden_key', '/__proto__'],
    ['constructor', '{"x":[{"constructor":1}]}', 400, 'json.forbidden_key', '/x/0/constructor'],
    ['prototype', '{"prototype":1}', 400, 'json.forbidden_key', '/prototype'],
    ['deep', nested(10_000), 400, 'json.too_deep', '/0'.repeat(64)],
    ['many', `[${'0,'.repeat(100_000)}0]`, 413, 'json.too_large', ''],
    ['lone surrogate, escaped', '{"a":["\\ud83d"]}', 400, 'encoding.lone_surrogate', '/a/0'],
    ['lone surrogate in a key', '{"\\uDE00":1}', 400, 'encoding.lone_surrogate', '/\uDE00'],
    ['lone surrogate, raw', '"\ud83d"', 400, 'encoding.lone_surrogate', ''],
    ['beyond a double', '{"id":"A2","total":1e400}', 422, 'number.out_of_range', '/total'],
    ['below a double', '1e-400', 422, 'number.out_of_range', ''],
    ['digits lost', '{"a":[1,9007199254740993]}', 422, 'number.not_exact', '/a/1'],
    ['digits lost in a fraction', '0.12345678901234567890', 422, 'number.not_exact', ''],
    ['digits lost in an exponent form', '1.2345678901234567890e3', 422, 'number.not_exact', ''],
  ])('%s', (_, input, status, code, path) => {
    expect(refusalOf(input)).toEqual({ status, code, path });
    if (typeof input === 'string' && input.isWellFormed()) expect(refusalOf(bytes(input))).toEqual({ status, code, path });
  });

  test('every number that would be rounded is named', () => {
    try {
      parseStrict('{"a":1e400,"b":9007199254740993}');
      expect.unreachable();
    } catch (error) {
      expect((error as ProblemError).problems.map(({ code, path }) => [code, path])).toEqual([
        ['number.out_of_range', '/a'],
        ['number.not_exact', '/b'],
      ]);
    }
  });

  test('the prototype of objects stays as it was', () => {
    refusalOf('{"__proto__":{"admin":true}}');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('strict JSON keeps what is right', () => {
  test.each<[string, string, unknown]>([
    ['depth of exactly the limit', nested(64), JSON.parse(nested(64))],
    [
      'exact long numbers',
      '[0.30000000000000004,9007199254740992,1e21,1.50,-0.0,1E2,100000000000000000000]',
      [0.30000000000000004, 9007199254740992, 1e21, 1.5, -0, 100, 1e20],
    ],
    ['escaped surrogate pair', '"\\ud83d\\ude00"', '😀'],
    ['forbidden words as values', '["__proto__","constructor","prototype"]', ['__proto__', 'constructor', 'prototype']],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['empty containers do not count twice', `[${'[],'.repeat(60_000)}0]`, JSON.parse(`[${'[],'.repeat(60_000)}0]`)],
  ])('%s', (_, text, value) => expect(parseStrict(bytes(text))).toEqual(value));

  test('a connector gets the digits a double would lose, as a string', () => {
    expect(parseStrict('{"doc":9007199254740993123,"n":12,"e":1e400}', { numbers: 'string' })).toEqual({ doc: '9007199254740993123', n: 12, e: '1e400' });
  });

  test('agrees with the native parser on every document, written any way', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t'), (text, space) => {
        const value = JSON.parse(text);
        const written = JSON.stringify(value, null, space);
        if (/"(__proto__|constructor|prototype)"\s*:/.test(written)) return;
        expect(parseStrict(bytes(written))).toEqual(value);
      }),
    );
  });

  test('refuses whatever the native parser refuses', () => {
    const broken = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', '"', '}', '\\', '1', ':', '[')).map(([text, cut, extra]) => {
      const at = cut % (text.length + 1);
      return text.slice(0, at) + extra + text.slice(at + 1);
    });
    fc.assert(
      fc.property(broken, (text) => {
        if (!text.isWellFormed()) return;
        let native = true;
        try {
          JSON.parse(text);
        } catch {
          native = false;
        }
        if (!native) expect(refusalOf(text)?.code).toMatch(/^json\.|^encoding\./);
      }),
      { numRuns: 2000 },
    );
  });
});
