import { describe, expect, test } from 'vitest';
import { compileExpression } from './expression.ts';
import { notPlain } from './expression-path.ts';
import type { Json } from './flow.ts';
import { type LookupTable, lookUp } from './lookup-table.ts';

const carriers: LookupTable = {
  columns: ['code', 'name', 'days', 'note'],
  key: 'code',
  rows: [
    ['dhl', 'DHL Freight', 3, null],
    [25, 'PostNord', 1, 'small parcels'],
  ],
};
const find = (id: string) => (id === 'carriers' ? carriers : undefined);
const data = { order: { carrier: 'dhl', number: 25, none: null, lines: [{ sku: 'A' }] }, env: { warehouse: 'W1' } };

describe('a look into a table', () => {
  test.each<[string, Json | undefined]>([
    ['$lookup("carriers", order.carrier)', { code: 'dhl', name: 'DHL Freight', days: 3 }],
    ['$lookup("carriers", order.carrier, "name")', 'DHL Freight'],
    ['$lookup("carriers", order.carrier).days + 1', 4],
    ['$lookup("carriers", order.number, "name")', 'PostNord'],
    ['$lookup("carriers", "25").note', 'small parcels'],
    ['$lookup("carriers", order.carrier, "note")', undefined],
    ['$lookup("carriers", "ups")', undefined],
    ['$lookup("carriers", order.none)', undefined],
    ['$lookup("carriers", order.nothing, "name")', undefined],
    ['$exists($lookup("carriers", "ups")) ? "known" : "new"', 'new'],
    ['env.warehouse & "/" & $lookup("carriers", "dhl", "name")', 'W1/DHL Freight'],
  ])('%s is answered natively', (source, expected) => {
    expect(compileExpression(source).native!(data, find)).toEqual(expected);
  });

  test.each(['$lookup("carrier", order.carrier)', '$lookup("carriers", "dhl", "nam")', '$lookup("carriers", order)'])(
    '%s is left to JSONata, which says what is wrong',
    (source) => {
      expect(compileExpression(source).native!(data, find)).toBe(notPlain);
    },
  );

  test('without tables and values at hand nothing is answered natively', () => {
    expect(compileExpression('$lookup("carriers", "dhl")').native!({})).toBe(notPlain);
    expect(compileExpression('env.warehouse').native!({})).toBe(notPlain);
  });

  test('what cannot be is said in words, with the name that was meant', () => {
    expect(() => lookUp(find, 'carrier', 'dhl')).toThrow('There is no table "carrier"');
    expect(() => lookUp(find, 'carriers', 'dhl', 'nmae')).toThrow('Did you mean name?');
    expect(() => lookUp(find, 'carriers', { code: 'dhl' })).toThrow('needs one text or number');
  });
});

describe('what an expression looks up', () => {
  test.each([
    ['$lookup("carriers", order.carrier)', [{ table: 'carriers', place: '1:1' }], []],
    ['1 + $lookup("tax", order.country, "rate")', [{ table: 'tax', column: 'rate', place: '1:5' }], []],
    [
      '$lookup("tax", order.country).rate',
      [
        { table: 'tax', column: 'rate', place: '1:31' },
        { table: 'tax', place: '1:1' },
      ],
      [],
    ],
    ['$map(order.lines, $lookup("skus", ?))', [{ table: 'skus', place: '1:19' }], []],
    ['order.lines.{ "w": $$.env.warehouse }', [], [{ name: 'warehouse', place: '1:23' }]],
    ['env', [], [{ place: '1:1' }]],
  ])('%s', (source, tables, values) => {
    expect(compileExpression(source).uses).toEqual({ tables, values });
  });

  test.each(['order.env.x', 'order.lines.(env)', '$lookup(order, "total")', '$lookup("total")', '"env lookup"'])('%s looks up nothing', (source) => {
    expect(compileExpression(source).uses).toBeUndefined();
  });
});
