/** A lookup table, and what it must be. */
import { type Problem, ProblemError } from '../../flows/flow.ts';
import type { Cell } from '../../flows/lookup-table.ts';
import { didYouMean } from '../../flows/suggest.ts';

export type ColumnType = 'text' | 'number' | 'boolean' | 'date';

export interface Column {
  name: string;
  type: ColumnType;
}

export interface Table {
  title: string;
  columns: Column[];
  /** Name of the column whose cells find a row: text or number, filled and unique. */
  key: string;
  /** Cells in the order of the columns; null is empty. */
  rows: Cell[][];
}

/** `bytes` of the table as JSON, so that a save and an export fit one call. */
export const tableLimits = { rows: 10_000, columns: 100, bytes: 1_000_000, text: 2_000, name: 60, tables: 200 } as const;

const mostProblems = 50;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
/** Control characters and those that change the direction of text. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** The table with empty texts as empty cells. Throws ProblemError with every problem, each with its pointer. */
export function soundTable(given: Table): Table {
  const table = { ...given, rows: given.rows.map((row) => row.map((cell) => (cell === '' ? null : cell))) };
  const problems = problemsOf(table);
  if (problems.length > 0) throw new ProblemError(422, problems);
  return table;
}

function problemsOf(table: Table): Problem[] {
  const { columns, key, rows } = table;
  const shape = [...sizeProblems(table), ...columnProblems(columns)];
  const at = columns.findIndex(({ name }) => name === key);
  if (at < 0) {
    const names = columns.map(({ name }) => name);
    shape.push({ code: 'table.key_missing', path: '/key', message: `There is no column "${key}" to find rows by.${didYouMean(key, names)}` });
  } else if (columns[at]!.type !== 'text' && columns[at]!.type !== 'number')
    shape.push({ code: 'table.key_type', path: '/key', message: `Column "${key}" finds the rows, so it must hold text or numbers.` });
  if (shape.length > 0) return shape.slice(0, mostProblems);
  return rowProblems(columns, at, rows);
}

function sizeProblems({ columns, rows }: Table): Problem[] {
  const { rows: mostRows, columns: mostColumns, bytes } = tableLimits;
  const problems: Problem[] = [];
  const tooLarge = (path: string, message: string): unknown => problems.push({ code: 'table.too_large', path, message });
  if (rows.length > mostRows) tooLarge('/rows', `The table has ${rows.length} rows — keep it within ${mostRows}, or split it into several tables.`);
  if (columns.length > mostColumns) tooLarge('/columns', `The table has ${columns.length} columns — keep it within ${mostColumns}.`);
  const size = Buffer.byteLength(JSON.stringify({ columns, rows }));
  if (size > bytes) tooLarge('', `The table has ${size} bytes — keep it within ${bytes}, or split it into several tables.`);
  return problems;
}

function columnProblems(columns: Column[]): Problem[] {
  const problems: Problem[] = [];
  if (columns.length === 0) problems.push({ code: 'table.no_columns', path: '/columns', message: 'A table needs at least the column that finds its rows.' });
  const seen = new Map<string, number>();
  for (const [at, { name }] of columns.entries()) {
    const path = `/columns/${at}/name`;
    const isName = name.trim() === name && name !== '' && name.length <= tableLimits.name && !unprintable.test(name) && !forbidden.has(name);
    if (!isName)
      problems.push({
        code: 'table.column_name',
        path,
        message: `Column ${at + 1} needs a name of 1 to ${tableLimits.name} characters without spaces around it.`,
      });
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined)
      problems.push({ code: 'table.column_twice', path, message: `Columns ${twin + 1} and ${at + 1} are both called "${name}". Rename one.` });
    else seen.set(name.toLowerCase(), at);
  }
  return problems;
}

function rowProblems(columns: Column[], keyAt: number, rows: Cell[][]): Problem[] {
  const problems: Problem[] = [];
  const keys = new Map<string, number>();
  for (const [row, cells] of rows.entries()) {
    if (problems.length >= mostProblems) break;
    if (cells.length !== columns.length) {
      problems.push({ code: 'table.row_length', path: `/rows/${row}`, message: `Row ${row + 1} has ${cells.length} cells for ${columns.length} columns.` });
      continue;
    }
    for (const [at, cell] of cells.entries()) {
      const wrong = cell === null ? undefined : wrongIn(columns[at]!, cell);
      if (wrong !== undefined) problems.push({ code: 'table.cell', path: `/rows/${row}/${at}`, message: `Row ${row + 1}, ${columns[at]!.name}: ${wrong}` });
    }
    const key = cells[keyAt];
    const path = `/rows/${row}/${keyAt}`;
    if (key === null || key === undefined) {
      problems.push({
        code: 'table.key_empty',
        path,
        message: `Row ${row + 1} has no ${columns[keyAt]!.name}, so nothing can find it. Fill it in or remove the row.`,
      });
      continue;
    }
    const twin = keys.get(String(key));
    if (twin !== undefined)
      problems.push({
        code: 'table.key_twice',
        path,
        message: `Rows ${twin + 1} and ${row + 1} both have ${columns[keyAt]!.name} "${String(key).slice(0, 60)}". Keep one.`,
      });
    else keys.set(String(key), row);
  }
  return problems.slice(0, mostProblems);
}

/** What is wrong with a cell that is not empty; undefined when nothing is. */
export function wrongIn({ type }: Column, cell: Cell): string | undefined {
  switch (type) {
    case 'number':
      return typeof cell === 'number' && Number.isFinite(cell) && (!Number.isInteger(cell) || Number.isSafeInteger(cell))
        ? undefined
        : 'it must be a number such as 12.5, which can be kept exactly.';
    case 'boolean':
      return typeof cell === 'boolean' ? undefined : 'it must be true or false.';
    case 'date':
      return typeof cell === 'string' && isDate(cell) ? undefined : 'it must be a date such as 2026-11-25.';
    default:
      return typeof cell !== 'string'
        ? 'it must be text.'
        : cell.length > tableLimits.text
          ? `it has ${cell.length} characters; ${tableLimits.text} are possible.`
          : undefined;
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
