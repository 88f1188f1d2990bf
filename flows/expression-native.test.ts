import fc from 'fast-check';
import jsonata from 'jsonata';
import { expect, test } from 'vitest';
import { compileNative } from './expression-native.ts';
import { notPlain } from './expression-path.ts';
import { parseExpression } from './expression-syntax.ts';
import type { Json, JsonObject } from './flow.ts';

const names = ['order', 'a', 'b', 'c'];
const scalar = fc.oneof(fc.constantFrom<Json>(null, true, false, 0, 1, -1, 2.5, 0.1, 1e16, '', 'a', 'b', '1'), fc.integer(), fc.string({ maxLength: 3 }));
const { value } = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3, noNullPrototype: true }),
}));
const data = fc.record({ order: value });

const step = fc.tuple(fc.constantFrom(...names), fc.constantFrom('', '', '', '[0]', '[1]', '[-1]', '[0][0]')).map((parts) => parts.join(''));
const path = fc.array(step, { maxLength: 3 }).map((steps) => ['order', ...steps].join('.'));
const literal = fc.constantFrom('"a"', '""', '0', '1', '-1', '2.5', 'true', 'false', 'null');
const list = fc.array(literal, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`);
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 3 },
      path,
      literal,
      fc
        .tuple(inner, fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'and', 'or', '+', '-', '*', '/', '%', '&'), inner)
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
      fc.tuple(path, list).map(([a, b]) => `(${a} in ${b})`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc.tuple(inner, inner).map(([a, b]) => `(${a} ? ${b})`),
      inner.map((a) => `$exists(${a})`),
      inner.map((a) => `$not(${a})`),
    ),
  };
});

/** What travels on: JSONata's sequences are arrays with marks, and no sign is kept on zero. */
const plain = (result: unknown): unknown => (result === undefined ? undefined : JSON.parse(JSON.stringify(result)));

let answered = 0;

test('a native answer is the answer of JSONata, for any expression over any data', async () => {
  await fc.assert(
    fc.asyncProperty(expression, data, async (source, document) => {
      const parsed = parseExpression(source);
      const native = 'ast' in parsed ? compileNative(parsed.ast) : undefined;
      expect(native, source).toBeDefined();
      const ours = native!(document);
      if (ours === notPlain) return;
      answered += 1;
      expect(plain(ours), source).toEqual(plain(await jsonata(source).evaluate(document)));
    }),
    { numRuns: 5_000 },
  );
  expect(answered).toBeGreaterThan(2_000);
});
