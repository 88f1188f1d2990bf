import { describe, expect, it } from 'vitest';
import type { ProblemError } from '../../flows/flow.ts';
import { changesBetween } from './changes.ts';
import { type ImportAsk, readTableCsv } from './read-table.ts';
import type { Table } from './table.ts';

const carriers: Table = {
  title: 'Carriers',
  key: 'code',
  columns: [
    { name: 'code', type: 'text' },
    { name: 'days', type: 'number' },
    { name: 'express', type: 'boolean' },
  ],
  rows: [
    ['dhl', 3, true],
    ['post', 1, null],
  ],
};
const read = (csv: string, more: Partial<ImportAsk> = {}, before: Table | undefined = carriers) => readTableCsv({ csv, ...more }, before, 'carriers');
const refusals = (csv: string): string[] => {
  try {
    read(csv);
    return [];
  } catch (error) {
    return (error as ProblemError).problems.map(({ code, path }) => `${code} ${path}`);
  }
};

describe('a file', () => {
  it('replaces the rows; known columns keep their type, new ones take the narrowest', () => {
    expect(read('code,days,since,zip\n0012,2,2026-01-31,0815\nups,,,')).toEqual({
      title: 'Carriers',
      key: 'code',
      columns: [
        { name: 'code', type: 'text' },
        { name: 'days', type: 'number' },
        { name: 'since', type: 'date' },
        { name: 'zip', type: 'text' },
      ],
      rows: [
        ['0012', 2, '2026-01-31', '0815'],
        ['ups', null, null, null],
      ],
    });
  });

  it('merged, it adds and changes rows and leaves the others', () => {
    const merged = read('code,days,zone\npost,2,SE\nups,5,\n', { mode: 'merge' });
    expect(merged.columns.map(({ name }) => name)).toEqual(['code', 'days', 'express', 'zone']);
    expect(merged.rows).toEqual([
      ['dhl', 3, true, null],
      ['post', 2, null, 'SE'],
      ['ups', 5, null, null],
    ]);
  });

  it('makes a new table, found by its first column', () => {
    expect(readTableCsv({ csv: 'country;rate\nSE;25\nDE;19\n', title: 'Tax' }, undefined, 'tax')).toEqual({
      title: 'Tax',
      key: 'country',
      columns: [
        { name: 'country', type: 'text' },
        { name: 'rate', type: 'number' },
      ],
      rows: [
        ['SE', 25],
        ['DE', 19],
      ],
    });
  });

  it.each([
    ['code,days\ndhl,three\nups,"1,5"', ['csv.cell 2:5', 'csv.cell 3:5']],
    ['code,days\ndhl,1,2', ['csv.too_many_cells 2:7']],
    ['code,days\ndhl', ['csv.too_few_cells 2:1']],
    ['code,days\ndhl,1\ndhl,2', ['table.key_twice 3:1']],
    ['code,days\n,1', ['table.key_empty 2:1']],
    ['kode,days\ndhl,1', ['csv.no_key 1:1']],
    ['code,,x\ndhl,1,2', ['table.column_name 1:1']],
    ['', ['csv.empty 1:1']],
  ])('%j is refused with line and column', (csv, expected) => {
    expect(refusals(csv)).toEqual(expected);
  });
});

it('a preview counts what is added, changed and removed, and shows the cells', () => {
  const changes = changesBetween(carriers, read('code,days,zone\ndhl,4,SE\nups,5,\n'));
  expect(changes).toEqual({
    added: 1,
    changed: 1,
    removed: 1,
    same: 0,
    columnsAdded: ['zone'],
    columnsRemoved: ['express'],
    rows: [
      {
        kind: 'changed',
        key: 'dhl',
        cells: [
          { column: 'days', before: 3, after: 4 },
          { column: 'zone', before: null, after: 'SE' },
          { column: 'express', before: true, after: null },
        ],
      },
      {
        kind: 'added',
        key: 'ups',
        cells: [
          { column: 'code', before: null, after: 'ups' },
          { column: 'days', before: null, after: 5 },
        ],
      },
      {
        kind: 'removed',
        key: 'post',
        cells: [
          { column: 'code', before: 'post', after: null },
          { column: 'days', before: 1, after: null },
          { column: 'express', before: null, after: null },
        ],
      },
    ],
  });
});
