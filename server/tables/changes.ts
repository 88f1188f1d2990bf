/** What a save would do to a table, row by row. */
import type { Cell } from '../../flows/lookup-table.ts';
import type { Table } from './table.ts';

export interface Changes {
  added: number;
  changed: number;
  removed: number;
  same: number;
  columnsAdded: string[];
  columnsRemoved: string[];
  /** The first of them, in the order of the new table, then what is removed. */
  rows: RowChange[];
}

export interface RowChange {
  kind: 'added' | 'changed' | 'removed';
  key: string;
  cells: { column: string; before: Cell; after: Cell }[];
}

const shown = 200;

export function changesBetween(before: Table | undefined, after: Table): Changes {
  const old = rowsOf(before);
  const now = rowsOf(after);
  const names = [...new Set([...(after.columns ?? []), ...(before?.columns ?? [])].map(({ name }) => name))];
  const rows: RowChange[] = [];
  for (const [key, row] of now) {
    const was = old.get(key);
    const cells = names
      .map((column) => ({ column, before: was?.get(column) ?? null, after: row.get(column) ?? null }))
      .filter((cell) => cell.before !== cell.after);
    if (!was) rows.push({ kind: 'added', key, cells });
    else if (cells.length > 0) rows.push({ kind: 'changed', key, cells });
  }
  for (const [key, was] of old)
    if (!now.has(key)) rows.push({ kind: 'removed', key, cells: [...was].map(([column, cell]) => ({ column, before: cell, after: null })) });
  const count = (kind: RowChange['kind']): number => rows.filter((row) => row.kind === kind).length;
  const namesOf = (table: Table | undefined): string[] => table?.columns.map(({ name }) => name) ?? [];
  return {
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    same: now.size - count('added') - count('changed'),
    columnsAdded: before ? namesOf(after).filter((name) => !namesOf(before).includes(name)) : [],
    columnsRemoved: namesOf(before).filter((name) => !namesOf(after).includes(name)),
    rows: rows.slice(0, shown),
  };
}

function rowsOf(table: Table | undefined): Map<string, Map<string, Cell>> {
  if (!table) return new Map();
  const keyAt = table.columns.findIndex(({ name }) => name === table.key);
  return new Map(table.rows.map((row) => [String(row[keyAt]), new Map(table.columns.map(({ name }, at) => [name, row[at] ?? null]))]));
}
