import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { each, type FieldPath, namesAt, setSource, sourceAt } from './source.ts';

/** Every place of a value that holds a source. */
function places(value: Json, path: string[] = []): FieldPath[] {
  const own = sourceAt(value, path) ? [path] : [];
  return [...own, ...(namesAt(value, path) ?? []).flatMap((name) => places(value, [...path, name]))];
}

const written: Json[] = [
  { number: { $expr: 'trigger.name' }, channel: 'shopify', shipTo: { city: { $expr: 'trigger.shipping_address.city' } } },
  { lines: { $expr: '[trigger.line_items.{"sku": sku, "quantity": quantity}]' } },
  { $expr: '{ "a" : trigger.a ,  /* why, not: */ "b": { \'c\': trigger.b ? "x, {" : 2 }, "d": [ trigger.l[n > 1] . { "e": $replace(f, /[,{]\\//, "-") } ] }' },
  { $expr: 'order' },
  { $expr: 'order.lines.{"sku": sku}[]' },
  { $expr: 'trigger.`my lines`.{"taxes": [tax_lines.{"rate": rate}], "n": 3, "s": "x"}' },
  { list: [1, { $expr: 'order.total' }], none: null, text: '{$expr}', odd: { $expr: '{"a": 1' } },
  { $expr: 'a & b.{"c": d}' },
  { $expr: '$merge([order, {"x": 1}])' },
];

describe('what a field holds', () => {
  it('writing back what was read changes nothing', () => {
    for (const value of written) for (const path of places(value)) expect(setSource(value, path, sourceAt(value, path)), `${path}`).toEqual(value);
  });

  it('and this for values nobody made with this editor', () => {
    const json = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.record({ $expr: fc.string({ unit: fc.constantFrom('a', '.', '{', '}', '[', ']', '"', ':', ',', ' ', '/', '1') }) }) as fc.Arbitrary<Json>,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        for (const path of places(value)) expect(setSource(value, path, sourceAt(value, path))).toEqual(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads rows out of an expression that builds objects and lists', () => {
    const value = written[2]!;
    expect(namesAt(value, [])).toEqual(['a', 'b', 'd']);
    expect(sourceAt(value, ['b', 'c'])).toEqual({ kind: 'expr', text: 'trigger.b ? "x, {" : 2' });
    expect(sourceAt(value, ['d'])).toEqual({ kind: 'list', text: 'trigger.l[n > 1]', keeps: true });
    expect(sourceAt(value, ['d', each, 'e'])).toEqual({ kind: 'expr', text: '$replace(f, /[,{]\\//, "-")' });
  });

  it('takes an expression it cannot show as fields for one expression', () => {
    expect(sourceAt(written[7], [])).toEqual({ kind: 'expr', text: 'a & b.{"c": d}' });
    expect(namesAt(written[8], [])).toBeUndefined();
    expect(setSource(written[8], ['x'], { kind: 'fixed', value: 1 })).toEqual(written[8]);
  });
});

describe('what changes when a field is set', () => {
  it('only this field, in a value', () => {
    expect(setSource({ a: 1, c: {} }, ['b', 'x'], { kind: 'expr', text: 'order.number' })).toEqual({ a: 1, c: {}, b: { x: { $expr: 'order.number' } } });
    expect(setSource({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
  });

  it('only its own characters, in an expression', () => {
    const text = '[ order.lines . { "sku": sku,   "n" : quantity /* pieces */ } ]';
    const set = (path: FieldPath, source: Parameters<typeof setSource>[2]) => setSource({ l: { $expr: text } }, ['l', ...path], source);
    expect(set([each, 'n'], { kind: 'fixed', value: 2 })).toEqual({ l: { $expr: text.replace('quantity /* pieces */', '2') } });
    expect(set([each, 'sku'], undefined)).toEqual({ l: { $expr: '[ order.lines . { "n" : quantity /* pieces */ } ]' } });
    expect(set([each, 'to', 'zip'], { kind: 'expr', text: '$$.order.zip' })).toEqual({
      l: { $expr: '[ order.lines . { "sku": sku,   "n" : quantity /* pieces */, "to": {"zip": $$.order.zip} } ]' },
    });
    expect(set([], { kind: 'list', text: 'trigger.rows', keeps: true })).toEqual({ l: { $expr: text.replace('order.lines', 'trigger.rows') } });
  });

  it('every other field holds what it held', () => {
    const isApart = (one: FieldPath, other: FieldPath): boolean => one.some((name, at) => at < other.length && other[at] !== name);
    for (const value of written) {
      for (const path of places(value)) {
        const others = places(value).filter((other) => isApart(path, other));
        for (const source of [{ kind: 'expr', text: 'order.`a, b`["}"]' }, { kind: 'fixed', value: '", {' }, undefined] as const) {
          const changed = setSource(value, path, source);
          for (const other of others) expect(sourceAt(changed, other), `${path} then ${other}`).toEqual(sourceAt(value, other));
          if (source) expect(sourceAt(changed, path)).toEqual(source);
          else expect(sourceAt(changed, path)).toBeUndefined();
        }
      }
    }
  });

  it('a list begins without fields and takes them one by one', () => {
    const list = setSource({}, ['lines'], { kind: 'list', text: 'order.lines', keeps: true });
    expect(list).toEqual({ lines: { $expr: '[order.lines.{}]' } });
    expect(setSource(list, ['lines', each, 'sku'], { kind: 'expr', text: 'sku' })).toEqual({ lines: { $expr: '[order.lines.{"sku": sku}]' } });
    expect(setSource({}, ['lines', each, 'sku'], { kind: 'expr', text: 'sku' })).toEqual({});
  });
});
