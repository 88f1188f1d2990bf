/** The right pane: every field the target wants and every field the value holds, in the order of the schema, with what each is given. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import { fieldsOf, type Kind, kindOfSchema } from './kinds.ts';
import { follow, type InDocument, itemsOf } from './schema.ts';
import { each, type FieldPath, namesAt, type Source, sourceAt } from './source.ts';

export interface Row {
  path: FieldPath;
  /** `lines.sku`, as people write it; also what the row is known by. */
  key: string;
  name: string;
  depth: number;
  schema: JsonObject;
  kind: Kind;
  required: boolean;
  /** It takes no expression. */
  isFixed: boolean;
  /** The value holds it and the schema does not name it. */
  extra: boolean;
  source?: Source;
  /** `covered`: a row above gives the whole object or list. `missing`: required here and given by nothing. */
  state: 'given' | 'covered' | 'missing' | 'open' | 'group';
  /** Rows below it are shown. */
  hasFields: boolean;
}

const deepest = 8;

export const keyOf = (path: FieldPath): string => path.filter((name) => name !== each).join('.');

interface Around {
  path: FieldPath;
  depth: number;
  covered: boolean;
  /** Required fields in here are required now. */
  counts: boolean;
}

export function rowsOf(target: JsonObject, value: Json | undefined): Row[] {
  const root = follow({ schema: target, root: target });
  return fieldRows(root, value, { path: [], depth: 0, covered: sourceAt(value, []) !== undefined, counts: true });
}

function fieldRows(within: InDocument, value: Json | undefined, around: Around): Row[] {
  const named = fieldsOf(within.schema) ?? {};
  const required = new Set([within.schema['required'] ?? []].flat());
  const held = namesAt(value, around.path) ?? [];
  const extras = held.filter((name) => name !== each && !Object.hasOwn(named, name));
  return [
    ...Object.entries(named).flatMap(([name, schema]) => rowsFor(name, { schema, root: within.root }, required.has(name), value, around)),
    ...extras.flatMap((name) => rowsFor(name, { schema: {}, root: within.root }, false, value, around).map((row) => ({ ...row, extra: true }))),
  ];
}

function rowsFor(name: string, of: InDocument, required: boolean, value: Json | undefined, around: Around): Row[] {
  const { schema, root } = follow(of);
  const path = [...around.path, name];
  const source = sourceAt(value, path);
  const held = namesAt(value, path);
  const declared = kindOfSchema(schema);
  const kind = declared === 'any' && held ? (held[0] === each ? 'list' : 'object') : declared;
  const inner = kind === 'list' ? itemsOf({ schema, root }) : { schema, root };
  const hasFields = around.depth < deepest && (held !== undefined || (kind !== 'money' && fieldsOf(inner.schema) !== undefined));
  const isGroup = hasFields && kind !== 'list';
  const isNeeded = required && around.counts && !around.covered;
  const state = around.covered ? 'covered' : source ? 'given' : isGroup ? 'group' : isNeeded ? 'missing' : 'open';
  const row: Row = {
    path,
    key: keyOf(path),
    name,
    depth: around.depth,
    schema,
    kind,
    required,
    isFixed: schema['x-expr'] === false,
    extra: false,
    state,
    hasFields,
    ...(source ? { source } : {}),
  };
  if (!hasFields) return [row];
  const isWhole = source !== undefined && source.kind !== 'list';
  const counts = kind === 'list' ? source?.kind === 'list' : (held?.length ?? 0) > 0 || isNeeded;
  const below = { path: kind === 'list' ? [...path, each] : path, depth: around.depth + 1, covered: around.covered || isWhole, counts };
  return [row, ...fieldRows(inner, value, below)];
}

/** Required fields that are given by nothing. */
export const missingIn = (rows: readonly Row[]): Row[] => rows.filter(({ state }) => state === 'missing');
