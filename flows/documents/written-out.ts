import { createRequire } from 'node:module';
import type { Json, JsonObject } from '../flow.ts';

const require = createRequire(import.meta.url);
const known = new Map<string, JsonObject>();

const documentOf = (file: string): JsonObject => {
  const found = known.get(file) ?? (require(`./${file}`) as JsonObject);
  known.set(file, found);
  return found;
};

/** A schema in which every reference to a canonical document or a part of one is replaced by what it refers to. */
export function writtenOut(schema: JsonObject): JsonObject {
  return replaced(schema, '') as JsonObject; // an object stays an object
}

/** `home`: the file that `#/…` means. */
function replaced(value: Json, home: string): Json {
  if (Array.isArray(value)) return value.map((item) => replaced(item, home));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, $schema: _schema, $id: _id, $defs: _parts, ...rest } = value;
  const own = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, replaced(inner, home)]));
  if (typeof $ref !== 'string') return own;
  const [file, pointer = ''] = $ref.split('#');
  const there = file === '' ? home : file!; // split gives at least one part
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], documentOf(there));
  if (found === undefined) throw new Error(`${$ref} refers to nothing in flows/documents`);
  return { ...(replaced(found, there) as JsonObject), ...own };
}
