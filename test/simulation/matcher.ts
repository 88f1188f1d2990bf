/** Filters and changes of `Shelves`, with the meaning their comments give them. */
import type { Change, Filter, Test } from '../../server/adapters/mongo/shelves.ts';

type Doc = Record<string, unknown>;
type Scalar = string | number | boolean;

export function fits(doc: Doc, filter: Filter): boolean {
  for (const field in filter) {
    const wanted = filter[field];
    if (wanted === undefined) throw new Error(`filter field ${field} is undefined`);
    if (field === '$or') {
      if (!(wanted as Filter[]).some((one) => fits(doc, one))) return false;
    } else if (!passes(valuesAt(doc, field), wanted as Scalar | Test)) return false;
  }
  return true;
}

function passes(values: unknown[], wanted: Scalar | Test): boolean {
  if (typeof wanted !== 'object') return values.includes(wanted);
  for (const operator in wanted) {
    const bound = wanted[operator as keyof Test];
    if (bound === undefined) throw new Error(`${operator} is undefined`);
    if (!isMet(values, operator, bound)) return false;
  }
  return true;
}

function isMet(values: unknown[], operator: string, bound: NonNullable<Test[keyof Test]>): boolean {
  switch (operator) {
    case '$in':
      return (bound as Scalar[]).some((one) => values.includes(one));
    case '$ne':
      return !values.includes(bound);
    case '$exists':
      return values.length > 0 === bound;
    case '$lt':
      return values.some((value) => typeof value === typeof bound && (value as number) < (bound as number));
    case '$lte':
      return values.some((value) => typeof value === typeof bound && (value as number) <= (bound as number));
    case '$gt':
      return values.some((value) => typeof value === typeof bound && (value as number) > (bound as number));
    case '$gte':
      return values.some((value) => typeof value === typeof bound && (value as number) >= (bound as number));
    default:
      throw new Error(`the model knows no operator ${operator}`);
  }
}

/** What stands at a path: nothing, one value, or an array with its members. */
function valuesAt(doc: Doc, path: string): unknown[] {
  let found: unknown[] = [doc];
  for (const part of path.includes('.') ? path.split('.') : [path]) {
    const next: unknown[] = [];
    for (const value of found) {
      for (const holder of Array.isArray(value) ? value : [value]) {
        if (typeof holder === 'object' && holder !== null && (holder as Doc)[part] !== undefined) next.push((holder as Doc)[part]);
      }
    }
    found = next;
  }
  return found.flatMap((value) => (Array.isArray(value) ? [value, ...value] : [value]));
}

/** A new document: the old one stays as whoever read it saw it. */
export function changed(doc: Doc, change: Change): Doc {
  const copy = clone(doc);
  for (const [path, value] of Object.entries(change.$set ?? {})) put(copy, path, clone(value));
  for (const path of Object.keys(change.$unset ?? {})) put(copy, path, undefined);
  for (const [path, by] of Object.entries(change.$inc ?? {})) put(copy, path, ((valuesAt(copy, path)[0] as number | undefined) ?? 0) + by);
  for (const [path, least] of Object.entries(change.$min ?? {})) put(copy, path, Math.min((valuesAt(copy, path)[0] as number | undefined) ?? least, least));
  return copy;
}

function put(doc: Doc, path: string, value: unknown): void {
  const parts = path.split('.');
  let holder = doc;
  for (const part of parts.slice(0, -1)) {
    holder[part] ??= {};
    holder = holder[part] as Doc;
  }
  if (value === undefined) delete holder[parts.at(-1)!];
  else holder[parts.at(-1)!] = value;
}

export function compareBy(sort: Record<string, 1 | -1>): (a: Doc, b: Doc) => number {
  const fields = Object.entries(sort);
  return (a, b) => {
    for (const [field, direction] of fields) {
      const left = valuesAt(a, field)[0] as number | undefined;
      const right = valuesAt(b, field)[0] as number | undefined;
      if (left === right) continue;
      if (left === undefined) return -direction;
      if (right === undefined) return direction;
      return left < right ? -direction : direction;
    }
    return 0;
  };
}

/** Plain data and bytes; the driver leaves out what is undefined. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(clone) as T;
  const copy: Doc = {};
  for (const field in value) {
    const inner = value[field];
    if (inner !== undefined) copy[field] = clone(inner);
  }
  return copy as T;
}
