/**
 * The short half of JSONata, as closures: paths, literals, comparisons, and/or, conditions, sums and text of plain values.
 * Conditions and mappings stand in every step of every run; JSONata needs 20-50 µs and a promise for each, this well
 * under one. It has one duty: give what JSONata gives, or `notPlain` and let JSONata answer (also where JSONata throws).
 * `expression-native.test.ts` holds it to that with random expressions over random data.
 */

import { operators, type PlainValue, truth } from './expression-operators.ts';
import { hasOnly, notPlain, plainPath, readPath } from './expression-path.ts';
import type { Ast } from './expression-syntax.ts';
import { tableNamedBy } from './expression-uses.ts';
import type { Json } from './flow.ts';
import { type FindTable, readTable } from './lookup-table.ts';

/** A compiled expression: its value, nothing, or `notPlain`. */
export type Native = (data: { [name: string]: Json }, find?: FindTable) => PlainValue;

/** A native reader with the meaning of the expression, or undefined when JSONata must do it. */
export function compileNative(ast: Ast): Native | undefined {
  const path = plainPath(ast);
  if (path) return path[0] === 'env' ? (data) => ('env' in data ? readPath(path, data) : notPlain) : (data) => readPath(path, data);
  switch (ast.type) {
    case 'string':
    case 'number':
    case 'value':
      return hasOnly(ast, 'type', 'value', 'position') ? constant(ast.value as Json) : undefined;
    case 'block':
      return hasOnly(ast, 'type', 'position', 'expressions') && ast.expressions?.length === 1 ? compileNative(ast.expressions[0]!) : undefined;
    case 'condition':
      return hasOnly(ast, 'type', 'position', 'condition', 'then', 'else') ? compileCondition(ast) : undefined;
    case 'function':
      return hasOnly(ast, 'type', 'value', 'position', 'arguments', 'procedure') ? compileCall(ast) : undefined;
    case 'path':
      return hasOnly(ast, 'type', 'steps') ? compileLookupPath(ast) : undefined;
    case 'binary':
      return hasOnly(ast, 'type', 'value', 'position', 'lhs', 'rhs') ? compileBinary(ast) : undefined;
    default:
      return undefined;
  }
}

const constant =
  (value: Json): Native =>
  () =>
    value;

function compileCondition(ast: Ast): Native | undefined {
  const condition = compileNative(ast.condition!);
  const then = compileNative(ast.then!);
  const otherwise: Native | undefined = ast.else ? compileNative(ast.else) : () => undefined;
  if (!condition || !then || !otherwise) return undefined;
  return (data, find) => {
    const holds = truth(condition(data, find));
    return holds === notPlain ? notPlain : holds ? then(data, find) : otherwise(data, find);
  };
}

function compileCall(ast: Ast): Native | undefined {
  if (tableNamedBy(ast) !== undefined) return compileLookup(ast);
  const [argument, ...more] = ast.arguments ?? [];
  if (ast.procedure?.type !== 'variable' || !hasOnly(ast.procedure, 'type', 'value', 'position') || !argument || more.length > 0) return undefined;
  const read = compileNative(argument);
  if (!read) return undefined;
  if (ast.procedure.value === 'exists') {
    return (data, find) => {
      const value = read(data, find);
      return value === notPlain ? notPlain : value !== undefined;
    };
  }
  if (ast.procedure.value !== 'not') return undefined;
  return (data, find) => {
    const value = read(data, find);
    const holds = truth(value);
    return holds === notPlain ? notPlain : value === undefined ? undefined : !holds;
  };
}

/** `$lookup("carriers", order.carrier, "name")`; where the table or the column is not there, JSONata finds the words. */
function compileLookup(ast: Ast): Native | undefined {
  const [table, key, column, ...more] = ast.arguments ?? [];
  const id = String(table?.value);
  const read = key && compileNative(key);
  if (!read || more.length > 0 || (column && (column.type !== 'string' || !hasOnly(column, 'type', 'value', 'position')))) return undefined;
  const name = column && String(column.value);
  return (data, find) => {
    const found = find?.(id);
    if (!found || (name !== undefined && !found.columns.includes(name))) return notPlain;
    const value = read(data, find);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' || typeof value === 'symbol' ? notPlain : readTable(found, value, name);
  };
}

/** `$lookup("carriers", order.carrier).name` */
function compileLookupPath({ steps: [call, ...rest] = [] }: Ast): Native | undefined {
  if (!call || tableNamedBy(call) === undefined || !hasOnly(call, 'type', 'value', 'position', 'arguments', 'procedure')) return undefined;
  const row = compileLookup(call);
  const path = plainPath({ type: 'path', steps: rest });
  if (!row || !path) return undefined;
  return (data, find) => {
    const value = row(data, find);
    if (typeof value === 'symbol' || value === undefined) return value;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? readPath(path, value) : notPlain;
  };
}

function compileBinary(ast: Ast): Native | undefined {
  const left = compileNative(ast.lhs as Ast);
  if (!left) return undefined;
  const op = ast.value as string;
  if (op === 'in') return compileIn(left, ast.rhs!);
  const right = compileNative(ast.rhs!);
  if (!right) return undefined;
  if (op === 'and' || op === 'or') {
    return (data, find) => {
      const first = truth(left(data, find));
      if (first === notPlain || first === (op === 'or')) return first;
      return truth(right(data, find));
    };
  }
  const apply = operators[op];
  if (!apply) return undefined;
  return (data, find) => {
    const a = left(data, find);
    if (a === notPlain) return notPlain;
    const b = right(data, find);
    return b === notPlain ? notPlain : apply(a, b);
  };
}

function compileIn(left: Native, list: Ast): Native | undefined {
  if (list.type !== 'unary' || list.value !== '[' || !hasOnly(list, 'type', 'value', 'position', 'expressions', 'consarray')) return undefined;
  const items = list.expressions ?? [];
  if (!items.every((item) => ['string', 'number', 'value'].includes(item.type) && hasOnly(item, 'type', 'value', 'position'))) return undefined;
  const values = new Set(items.map((item) => item.value));
  return (data, find) => {
    const value = left(data, find);
    return value === notPlain ? notPlain : value !== undefined && values.has(value);
  };
}
