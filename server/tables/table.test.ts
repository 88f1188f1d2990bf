import { describe, expect, it } from 'vitest';
import type { ProblemError } from '../../flows/flow.ts';
import { soundTable, type Table } from './table.ts';

const carriers: Table = {
  title: 'Carriers',
  key: 'code',
  columns: [
    { name: 'code', type: 'text' },
    { name: 'days', type: 'number' },
    { name: 'express', type: 'boolean' },
    { name: 'since', type: 'date' },
  ],
  rows: [
    ['dhl', 3, true, '2024-02-29'],
    ['post', null, null, ''],
  ],
};

const problems = (change: Partial<Table>): string[] => {
  try {
    soundTable({ ...carriers, ...change });
    return [];
  } catch (error) {
    return (error as ProblemError).problems.map(({ code, path }) => `${code} ${path}`);
  }
};

it('a sound table keeps its rows; an empty text is an empty cell', () => {
  expect(soundTable(carriers).rows[1]).toEqual(['post', null, null, null]);
});

describe('a table is refused with every place that is wrong', () => {
  it.each<[string, Partial<Table>, string[]]>([
    ['cells of another type', { rows: [['a', '3', 'yes', '2026-02-30']] }, ['table.cell /rows/0/1', 'table.cell /rows/0/2', 'table.cell /rows/0/3']],
    ['a number that cannot be kept', { rows: [['a', 2 ** 53, null, null]] }, ['table.cell /rows/0/1']],
    [
      'a key that is empty or twice',
      {
        rows: [
          ['a', 1, null, null],
          ['a', 2, null, null],
          ['', 1, null, null],
        ],
      },
      ['table.key_twice /rows/1/0', 'table.key_empty /rows/2/0'],
    ],
    ['a short row', { rows: [['a', 1]] }, ['table.row_length /rows/0']],
    ['a key column that is not there', { key: 'cod' }, ['table.key_missing /key']],
    ['a key of true and false', { key: 'express' }, ['table.key_type /key']],
    [
      'columns of one name',
      {
        columns: [
          { name: 'code', type: 'text' },
          { name: 'Code', type: 'text' },
        ],
        rows: [],
      },
      ['table.column_twice /columns/1/name'],
    ],
    [
      'a reserved column name',
      {
        columns: [
          { name: 'code', type: 'text' },
          { name: '__proto__', type: 'text' },
        ],
        rows: [],
      },
      ['table.column_name /columns/1/name'],
    ],
    ['no columns', { columns: [], rows: [] }, ['table.no_columns /columns', 'table.key_missing /key']],
    ['10,001 rows', { rows: Array.from({ length: 10_001 }, (_, n) => [`c${n}`, null, null, null]) }, ['table.too_large /rows']],
    ['more than a megabyte', { rows: Array.from({ length: 600 }, (_, n) => [`${n}${'x'.repeat(1_800)}`, null, null, null]) }, ['table.too_large ']],
  ])('%s', (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  it('and says at most fifty of them', () => {
    expect(problems({ rows: Array.from({ length: 200 }, (_, n) => [`c${n}`, 'x', null, null]) })).toHaveLength(50);
  });

  it('10,000 rows are fine', () => {
    expect(problems({ rows: Array.from({ length: 10_000 }, (_, n) => [`c${n}`, n, null, null]) })).toEqual([]);
  });
});
