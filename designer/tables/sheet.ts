/** A table while it is edited: what was typed, changed by one pure step after the other. */
import type { TableDetail, UsedByInfo } from '../../server/http/api.ts';

export type Cell = TableDetail['rows'][number][number];
export type Column = TableDetail['columns'][number];
export type ColumnType = Column['type'];
export type Sheet = Pick<TableDetail, 'title' | 'key' | 'columns' | 'rows'>;

export type Edit =
  | { do: 'cell'; row: number; column: number; text: string }
  /** Cells of a spreadsheet, their first one here; rows are added as needed, what is too wide is left out. */
  | { do: 'paste'; row: number; column: number; texts: string[][] }
  | { do: 'add row'; at: number }
  | { do: 'remove row'; at: number }
  | { do: 'add column'; name: string }
  | { do: 'change column'; at: number; name?: string; type?: ColumnType }
  | { do: 'remove column'; at: number }
  | { do: 'key'; name: string }
  | { do: 'title'; title: string };

export function edited(sheet: Sheet, edit: Edit): Sheet {
  const { columns, rows } = sheet;
  switch (edit.do) {
    case 'cell':
      return { ...sheet, rows: rows.with(edit.row, rows[edit.row]!.with(edit.column, cellOf(columns[edit.column]!.type, edit.text))) };
    case 'paste':
      return { ...sheet, rows: pasted(sheet, edit) };
    case 'add row':
      return {
        ...sheet,
        rows: rows.toSpliced(
          edit.at,
          0,
          columns.map(() => null),
        ),
      };
    case 'remove row':
      return { ...sheet, rows: rows.toSpliced(edit.at, 1) };
    case 'add column':
      return { ...sheet, columns: [...columns, { name: freeName(columns, edit.name), type: 'text' }], rows: rows.map((row) => [...row, null]) };
    case 'change column':
      return changedColumn(sheet, edit);
    case 'remove column':
      return { ...sheet, columns: columns.toSpliced(edit.at, 1), rows: rows.map((row) => row.toSpliced(edit.at, 1)) };
    case 'key':
      return { ...sheet, key: edit.name };
    case 'title':
      return { ...sheet, title: edit.title };
  }
}

function changedColumn(sheet: Sheet, { at, name, type }: { at: number; name?: string; type?: ColumnType }): Sheet {
  const before = sheet.columns[at]!;
  const after = { name: name ?? before.name, type: type ?? before.type };
  const rows = after.type === before.type ? sheet.rows : sheet.rows.map((row) => row.with(at, cellOf(after.type, textOf(row[at] ?? null))));
  return { ...sheet, key: sheet.key === before.name ? after.name : sheet.key, columns: sheet.columns.with(at, after), rows };
}

function pasted({ columns, rows }: Sheet, { row, column, texts }: { row: number; column: number; texts: string[][] }): Cell[][] {
  const next = [...rows];
  texts.forEach((line, down) => {
    let cells = next[row + down] ?? columns.map((): Cell => null);
    line.forEach((text, right) => {
      const type = columns[column + right]?.type;
      if (type) cells = cells.with(column + right, cellOf(type, text));
    });
    next[row + down] = cells;
  });
  return next;
}

function freeName(columns: Column[], wish: string): string {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wish : `${wish} ${n}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** What was typed as a value of the column; text that is none stays as it was typed, to be seen and mended. */
export function cellOf(type: ColumnType, text: string): Cell {
  if (text.trim() === '') return null;
  if (type === 'number') return /^-?\d{1,15}(\.\d{1,15})?$/.test(text.trim()) ? Number(text) : text;
  if (type === 'boolean') return /^(true|false)$/i.test(text.trim()) ? text.trim().toLowerCase() === 'true' : text;
  return type === 'date' ? text.trim() : text;
}

export const textOf = (cell: Cell): string => (cell === null ? '' : String(cell));

/** Keys that stand more than once. */
export function twice({ columns, key, rows }: Sheet): ReadonlySet<string> {
  const at = columns.findIndex(({ name }) => name === key);
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const row of rows) {
    const text = textOf(row[at] ?? null);
    if (seen.has(text)) found.add(text);
    seen.add(text);
  }
  return found;
}

/** What is wrong with a cell; undefined when nothing is. */
export function wrongIn(
  { name, type }: Column,
  cell: Cell,
  key: string,
  doubles: ReadonlySet<string>,
): 'number' | 'boolean' | 'date' | 'empty' | 'twice' | undefined {
  if (cell === null) return name === key ? 'empty' : undefined;
  if (type === 'number' && typeof cell !== 'number') return 'number';
  if (type === 'boolean' && typeof cell !== 'boolean') return 'boolean';
  if (type === 'date' && !(typeof cell === 'string' && isDate(cell))) return 'date';
  return name === key && doubles.has(textOf(cell)) ? 'twice' : undefined;
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(text)) && new Date(Date.parse(text)).toISOString().startsWith(text);

/** Deployed flows that name columns which the sheet no longer has. */
export const missedBy = (users: readonly UsedByInfo[], { columns }: Sheet): { title: string; columns: string[] }[] =>
  users
    .filter(({ deployed }) => deployed)
    .map(({ title, columns: named }) => ({ title, columns: named.filter((name) => !columns.some((column) => column.name === name)) }))
    .filter((user) => user.columns.length > 0);

/** What a spreadsheet puts on the clipboard: lines of cells between tabs, quoted where a cell has several lines. */
export function fromClipboard(text: string): string[][] {
  const lines: string[][] = [[]];
  const cells = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g);
  for (const [all, quoted, plain = '', end] of cells) {
    if (all === '' && lines.at(-1)!.length > 0) break;
    lines.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') lines.push([]);
    if (end === '') break;
  }
  return lines;
}
