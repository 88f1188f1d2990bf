/** A table as expressions look into it: the same on the main thread and in a worker. */
import type { Json, JsonObject } from './flow.ts';
import { didYouMean } from './suggest.ts';

/** An empty cell is null, and says nothing in a row. */
export type Cell = string | number | boolean | null;

export interface LookupTable {
  columns: readonly string[];
  /** Name of the column whose cells find a row. */
  key: string;
  /** Cells in the order of the columns. */
  rows: readonly (readonly Cell[])[];
}

/** The table of this name as it stands at the instant of the expression. */
export type FindTable = (id: string) => LookupTable | undefined;

/** Said to whoever wrote the expression. */
export class LookupFailed extends Error {}

const indexes = new WeakMap<LookupTable, Map<string, readonly Cell[]>>();

function indexOf(table: LookupTable): Map<string, readonly Cell[]> {
  const known = indexes.get(table);
  if (known) return known;
  const at = table.columns.indexOf(table.key);
  const index = new Map(table.rows.map((row) => [String(row[at]), row]));
  indexes.set(table, index);
  return index;
}

/** A row as an object of its cells that are not empty, or one cell of it; undefined where there is none. */
export function readTable(table: LookupTable, key: string | number | boolean, column?: string): Json | undefined {
  const row = indexOf(table).get(String(key));
  if (!row) return undefined;
  if (column !== undefined) return row[table.columns.indexOf(column)] ?? undefined;
  const found: JsonObject = {};
  table.columns.forEach((name, at) => {
    const cell = row[at];
    if (cell !== null && cell !== undefined) found[name] = cell;
  });
  return found;
}

/** What `$lookup("carriers", code, "name")` gives. Throws LookupFailed where the table, the column or such a key cannot be. */
export function lookUp(find: FindTable, id: string, key: unknown, column?: unknown): Json | undefined {
  const table = find(id);
  if (!table) throw new LookupFailed(`There is no table "${id.slice(0, 60)}" — create it under Tables, or write its name in quotes as the first argument`);
  if (column !== undefined && (typeof column !== 'string' || !table.columns.includes(column)))
    throw new LookupFailed(`Table "${id}" has no column ${JSON.stringify(column)?.slice(0, 60)}.${hintOf(String(column), table.columns)}`);
  if (key === undefined || key === null) return undefined;
  if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'boolean')
    throw new LookupFailed(`$lookup("${id}", …) needs one text or number to look for and was given ${JSON.stringify(key)?.slice(0, 60)}`);
  return readTable(table, key, column);
}

const hintOf = (column: string, columns: readonly string[]): string =>
  didYouMean(column, columns) || ` It has ${columns.slice(0, 12).join(', ')}: name one of them, or give the table its column back.`;
