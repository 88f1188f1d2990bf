import { describe, expect, it } from 'vitest';
import { type Edit, edited, fromClipboard, missedBy, type Sheet, twice, wrongIn } from './sheet.ts';

const sheet: Sheet = {
  title: 'Carriers',
  key: 'code',
  columns: [
    { name: 'code', type: 'text' },
    { name: 'days', type: 'number' },
  ],
  rows: [
    ['dhl', 3],
    ['post', null],
  ],
};
const edit = (...edits: Edit[]): Sheet => edits.reduce(edited, sheet);

describe('a sheet', () => {
  it('takes what is typed as a value of its column', () => {
    expect(edit({ do: 'cell', row: 1, column: 1, text: '2.5' }).rows[1]).toEqual(['post', 2.5]);
    expect(edit({ do: 'cell', row: 1, column: 1, text: 'two' }).rows[1]).toEqual(['post', 'two']);
    expect(edit({ do: 'cell', row: 0, column: 1, text: ' ' }).rows[0]).toEqual(['dhl', null]);
    expect(sheet.rows[0]).toEqual(['dhl', 3]);
  });

  it('takes cells of a spreadsheet, adds rows for them and leaves out what is too wide', () => {
    expect(
      edit({
        do: 'paste',
        row: 1,
        column: 1,
        texts: [
          ['4', 'x'],
          ['5', 'y'],
        ],
      }).rows,
    ).toEqual([
      ['dhl', 3],
      ['post', 4],
      [null, 5],
    ]);
  });

  it('adds and removes rows and columns', () => {
    const grown = edit({ do: 'add row', at: 1 }, { do: 'add column', name: 'column' }, { do: 'add column', name: 'column' });
    expect(grown.columns.map(({ name }) => name)).toEqual(['code', 'days', 'column', 'column 2']);
    expect(grown.rows).toEqual([
      ['dhl', 3, null, null],
      [null, null, null, null],
      ['post', null, null, null],
    ]);
    const shrunk = edited(edited(grown, { do: 'remove row', at: 1 }), { do: 'remove column', at: 1 });
    expect([shrunk.columns.map(({ name }) => name), shrunk.rows]).toEqual([
      ['code', 'column', 'column 2'],
      [
        ['dhl', null, null],
        ['post', null, null],
      ],
    ]);
  });

  it('renames its key along with the column, and turns cells into another type', () => {
    expect(edit({ do: 'change column', at: 0, name: 'carrier' }).key).toBe('carrier');
    expect(edit({ do: 'change column', at: 1, type: 'text' }).rows[0]).toEqual(['dhl', '3']);
  });

  it('tells which deployed flows would look for a column in vain', () => {
    const user = { flow: 'ship', title: 'Ship', draft: true, deployed: true, nodes: [], values: [] };
    const users = [
      { ...user, columns: ['days'] },
      { ...user, title: 'Drawn only', deployed: false, columns: ['days'] },
      { ...user, title: 'Other', columns: ['code'] },
    ];
    expect(missedBy(users, sheet)).toEqual([]);
    expect(missedBy(users, edit({ do: 'remove column', at: 1 }))).toEqual([{ title: 'Ship', columns: ['days'] }]);
  });

  it('tells which cells are wrong', () => {
    const wrong = edit({ do: 'cell', row: 1, column: 0, text: 'dhl' }, { do: 'cell', row: 1, column: 1, text: 'x' });
    const [code, days] = wrong.columns as [Sheet['columns'][0], Sheet['columns'][0]];
    expect(wrongIn(code, 'dhl', 'code', twice(wrong))).toBe('twice');
    expect(wrongIn(days, 'x', 'code', twice(wrong))).toBe('number');
    expect(wrongIn(code, null, 'code', twice(wrong))).toBe('empty');
    expect(wrongIn({ name: 'since', type: 'date' }, '2026-02-30', 'code', new Set())).toBe('date');
    expect(wrongIn(days, null, 'code', new Set())).toBeUndefined();
  });
});

describe('the clipboard of a spreadsheet', () => {
  it.each([
    [
      'a\tb\n1\t2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\r\nb', [['a'], ['b']]],
    ['one', [['one']]],
    [
      'a\t\n\tb',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['"two\nlines"\t"say ""hi"""', [['two\nlines', 'say "hi"']]],
    ['5" pipe\tx', [['5" pipe', 'x']]],
  ])('%j', (text, cells) => {
    expect(fromClipboard(text)).toEqual(cells);
  });
});
