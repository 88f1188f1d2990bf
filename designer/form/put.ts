/** Changes one place inside a JSON value and leaves the rest as it is. */
import type { Json, JsonObject } from '../../server/http/api.ts';

export type Path = readonly (string | number)[];

/** The value at a place; undefined where there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Array.isArray(at) ? at[Number(part)] : Object.hasOwn(at, part) ? at[part] : undefined;
  }
  return at;
}

/** The value with another one at a place. `undefined` takes the field away, and objects that are empty by that. */
export function put(value: Json | undefined, path: Path, next: Json | undefined): Json | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return next;
  const held = valueAt(value, [part]);
  const inner = put(held, rest, next);
  if (typeof part === 'number') {
    const items = Array.isArray(value) ? [...value] : [];
    if (inner === undefined) items[part] = emptied(held);
    else items[part] = inner;
    return Array.from(items, (item) => item ?? null);
  }
  const fields: JsonObject = isFields(value) ? { ...value } : {};
  if (inner === undefined) {
    delete fields[part];
    return Object.keys(fields).length === 0 ? undefined : fields;
  }
  return { ...fields, [part]: inner };
}

/** What stays of an item that lost its last field: it keeps its place in the list. */
const emptied = (held: Json | undefined): Json => (isFields(held) ? {} : '');

const isFields = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
