import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, unmarked, writeCsv } from './csv.ts';

const texts = (given: string): string[][] => {
  const read = readCsv(given);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.rows.map((row) => row.map(({ text }) => text));
};

describe('comma-separated values', () => {
  it.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\ufeffa;b\n1,5;2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n,\n\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      '"a, b","say ""hi"""\n"two\r\nlines",2',
      [
        ['a, b', 'say "hi"'],
        ['two\nlines', '2'],
      ],
    ],
    [
      '"a;b",c\n1,2',
      [
        ['a;b', 'c'],
        ['1', '2'],
      ],
    ],
    ['a,b,', [['a', 'b', '']]],
    ['', []],
  ])('%j is read', (given, rows) => {
    expect(texts(given)).toEqual(rows);
  });

  it.each([
    ['a,b\n"open', '2:1'],
    ['a,b\n1,"x" y', '2:6'],
    ['"two\nlines"x', '2:7'],
  ])('%j is refused at %s', (given, path) => {
    expect(readCsv(given)).toMatchObject({ problem: { code: 'csv.syntax', path } });
  });

  it('every cell knows its line and column, also after a cell of two lines', () => {
    const read = readCsv('a,b\n"x\ny",2\n3,44,5');
    expect('rows' in read && read.rows.map((row) => row.map(({ line, column }) => `${line}:${column}`))).toEqual([
      ['1:1', '1:3'],
      ['2:1', '3:4'],
      ['4:1', '4:3', '4:6'],
    ]);
  });

  it('what is written is read back as it was, whatever the texts are', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', ' ', '=', '-', '+', '@', "'", 'é'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 5 }), (rows) => {
        const back = texts(writeCsv([['k', 'l', 'm'], ...rows])).slice(1);
        expect(back.map((row) => row.map(unmarked))).toEqual(rows.filter((row) => row.some((text) => text !== '')));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['+46 8', "'+46 8"],
    ['-12', "'-12"],
    ['@sum', "'@sum"],
    ["'=1", "''=1"],
  ])('text %j is no formula for a spreadsheet', (text, line) => {
    expect(writeCsv([[text]])).toBe(`${line}\r\n`);
  });

  it('a negative number stays a number', () => {
    expect(writeCsv([[-12.5, true, null]])).toBe('-12.5,true,\r\n');
  });
});
