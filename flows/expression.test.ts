import { describe, expect, test } from 'vitest';
import { compileExpression, notPlain, readPath } from './expression.ts';

const codes = (source: string) => compileExpression(source).problems.map(({ code }) => code);

describe('an expression that is fine', () => {
  test.each([
    'order.total > 100',
    '$money(order.total, "EUR")',
    '$sum(order.lines.(price * qty))',
    'order.lines[price > 3].sku',
    '( $f := function($n){ $n < 2 ? 1 : $n * $f($n - 1) }; $f(order.n) )',
    '$map(order.lines, function($line, $at){ $line.sku & $at })',
    'order.lines@$l.steps.stock[sku = $l.sku]#$i.{ "sku": $l.sku, "at": $i }',
    'order.lines^(>price, sku)[0]',
    'order ~> |lines|{ "checked": true }, ["note"]|',
    'order.lines{ sku: $sum(qty) }',
    '$match(order.ref, /^INV-(\\d+)$/i)',
    '$$.order.total + $.trigger.fee',
    '$substring(?, 1)(order.name)',
    '$now() & $uuid() & $random()',
    'order.lines.%.number',
    '$lookup(order, "total") ~> $string',
  ])('%s', (source) => {
    expect(compileExpression(source).problems).toEqual([]);
  });
});

describe('an expression that names what it may not', () => {
  test.each([
    ['$env.SECRET', 'expr.unknown_variable', '1:1'],
    ['process.env', 'expr.unknown_variable', '1:1'],
    ['$credentials', 'expr.unknown_variable', '1:1'],
    ['order.total + globalThis.x', 'expr.unknown_variable', '1:15'],
    ['$.process.env', 'expr.unknown_variable', '1:3'],
    ['order.lines.($$.secrets)', 'expr.unknown_variable', '1:17'],
    ['$eval("1")', 'expr.unknown_function', '1:1'],
    ['( $e := $eval; $e("1") )', 'expr.unknown_function', '1:9'],
    ['"1" ~> $eval', 'expr.unknown_function', '1:8'],
    ['$require("fs")', 'expr.unknown_function', '1:1'],
    ['sum(order.lines.price)', 'expr.unknown_function', '1:1'],
  ])('%s is refused as %s at %s', (source, code, path) => {
    expect(compileExpression(source).problems).toMatchObject([{ code, path }]);
  });

  test('E04: a way to the host through constructors is refused', () => {
    expect(codes('constructor.constructor("return process")()')).toEqual(['expr.unknown_variable', 'expr.unknown_function']);
  });

  test('a name deeper in the data is free', () => {
    expect(codes('order.process.constructor')).toEqual([]);
  });
});

describe('an expression that cannot be read', () => {
  test('E01: a comparison without its right side says where', () => {
    expect(compileExpression('order.total >').problems).toMatchObject([{ code: 'expr.syntax', path: '1:14' }]);
  });

  test.each([
    ['order.total > 1 )', '1:17'],
    ['order.\n  total >> 2', '2:10'],
    ['"open', '1:6'],
    ['', '1:1'],
    ['(', '1:2'],
  ])('%j is a syntax error at %s', (source, path) => {
    expect(compileExpression(source).problems).toMatchObject([{ code: 'expr.syntax', path }]);
  });

  test.each(['$match(order.a, /(?=a)b/)', '$contains(order.a, /(a)\\1/)', '$replace(order.a, /(a{1000}){1000}/, "")'])(
    'a regular expression that needs backtracking is refused: %s',
    (source) => {
      expect(codes(source)).toEqual(['expr.syntax']);
    },
  );

  test.each(['a{1000}'.repeat(1_300), `(?:${'abc'.repeat(2_000)}){1000}`, '(((a{10}){10}){9})'.repeat(500), '[a-z]{500}'.repeat(900)])(
    'a regular expression that grows when compiled (%#) is refused within 200 ms',
    (pattern) => {
      const started = performance.now();
      expect(codes(`$contains(order.a, /${pattern}/)`)).toEqual(['expr.syntax']);
      expect(performance.now() - started).toBeLessThan(200);
    },
  );

  test.each(['^[A-Z]{2}\\d{2}[A-Z0-9]{1,30}$', '(\\d{4})-(\\d{2})-(\\d{2})T[\\d:]{8}', '[\\p{L} ]{1,1000}', 'a{,5}\\{3\\}'])('/%s/ is fine', (pattern) => {
    expect(codes(`$contains(order.a, /${pattern}/)`)).toEqual([]);
  });

  test('more than 10,000 characters are refused', () => {
    expect(codes(`"${'x'.repeat(9_999)}"`)).toEqual(['expr.too_long']);
    expect(codes(`"${'x'.repeat(9_998)}"`)).toEqual([]);
  });

  test.each([
    `${'('.repeat(4_000)}1${')'.repeat(4_000)}`,
    '['.repeat(9_999),
    `order${'.a'.repeat(4_900)}`,
    `order.a${' ?: order.b'.repeat(900)}`,
    `order${'[0]'.repeat(3_000)}`,
    `${'order ? order : '.repeat(600)}order`,
    `order${'+order'.repeat(1_600)}`,
    `x${'+x'.repeat(4_900)}`,
    `${'$not('.repeat(1_900)}order${')'.repeat(400)}`,
    `${'function($a){'.repeat(700)}1${'}'.repeat(700)}`,
    `[${'x,'.repeat(4_900)}1]`,
  ])('a hostile shape of %# is answered within 200 ms', (source) => {
    const started = performance.now();
    compileExpression(source);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('a plain path', () => {
  const data = {
    order: { total: 12, lines: [{ sku: 'A', tags: ['x'] }, { sku: 'B' }], grid: [[1]], none: null, text: 'abc', empty: [] },
    steps: { reserve: { docNo: 'R-1' } },
  };
  test.each([
    ['order.total', 12],
    ['order.lines[0].sku', 'A'],
    ['order.lines[-1].sku', 'B'],
    ['order.lines[5].sku', undefined],
    ['order.lines[0].tags', ['x']],
    ['steps.reserve.docNo', 'R-1'],
    ['order.`text`', 'abc'],
    ['order.text.length', undefined],
    ['order.constructor', undefined],
    ['order.none', null],
    ['order.none.x', undefined],
    ['order.total[0]', 12],
    ['order.empty', []],
    ['order.lines.sku', notPlain],
    ['order.grid[0]', notPlain],
  ])('%s is read natively', (source, expected) => {
    const { path } = compileExpression(source);
    expect(path).toBeDefined();
    expect(readPath(path!, data)).toEqual(expected);
  });

  test.each(['order.lines[]', 'order.lines[price > 1]', 'order.*', '**.sku', 'order.lines@$l', '$sum(order.lines.price)'])(
    '%s is not a plain path',
    (source) => {
      expect(compileExpression(source).path).toBeUndefined();
    },
  );
});
