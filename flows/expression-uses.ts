/** What an expression looks up beside the data of its run: rows of tables and values of the environment. */
import { checkNames } from './expression-names.ts';
import { type Ast, placeIn } from './expression-syntax.ts';

export interface TableUse {
  table: string;
  column?: string;
  /** "line:column" in the expression. */
  place: string;
}

export interface ValueUse {
  /** Absent where all values are looked at together. */
  name?: string;
  place: string;
}

export interface Uses {
  tables: TableUse[];
  values: ValueUse[];
}

/** The table a call of `$lookup` names in quotes; undefined for the `$lookup` of objects and for anything else. */
export function tableNamedBy(node: Ast): string | undefined {
  const [table, ...rest] = node.arguments ?? [];
  const isLookup = (node.type === 'function' || node.type === 'partial') && node.procedure?.type === 'variable' && node.procedure.value === 'lookup';
  return isLookup && rest.length > 0 && table?.type === 'string' ? String(table.value) : undefined;
}

/** Everything named outright; undefined when the expression lives on the data of its run alone. */
export function usesOf(source: string, ast: Ast): Uses | undefined {
  if (!/\blookup\b|\benv\b/.test(source)) return undefined;
  const uses: Uses = { tables: [], values: [] };
  const at = ({ position, value }: Ast): string => placeIn(source, (position ?? 0) - String(value ?? '').length);
  const seen = new WeakSet<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof RegExp || seen.has(value)) return;
    seen.add(value);
    const node = value as Ast;
    if (node.type === 'path') named(node.steps ?? []);
    const table = tableNamedBy(node);
    if (table !== undefined) {
      const column = node.arguments?.[2];
      uses.tables.push({
        table,
        place: placeIn(source, (node.procedure?.position ?? 7) - '$lookup'.length),
        ...(column?.type === 'string' ? { column: String(column.value) } : {}),
      });
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  /** `$lookup("carriers", code).name` names a column too. */
  const named = ([call, column]: Ast[]): void => {
    const table = call && tableNamedBy(call);
    if (table !== undefined && call?.arguments?.length === 2 && column?.type === 'name')
      uses.tables.push({ table, column: String(column.value), place: at(column) });
  };
  visit(ast);
  checkNames(source, ast, (root, next) => {
    if (root.value === 'env') uses.values.push({ place: at(root), ...(next?.type === 'name' ? { name: String(next.value) } : {}) });
  });
  return uses.tables.length + uses.values.length > 0 ? uses : undefined;
}
