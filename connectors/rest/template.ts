/** `{name}` in a manifest stands for a field of the step, `{settings.name}` for one of the connection, `{effectKey}` for our key. */
import type { Json, JsonObject } from '../../flows/flow.ts';

export type Fields = ReadonlyMap<string, Json>;

const place = /\{([A-Za-z][A-Za-z0-9_.]*)\}/g;
const whole = /^\{([A-Za-z][A-Za-z0-9_.]*)\}$/;

/** Names that a template asks for. */
export function namesIn(template: Json | undefined): string[] {
  if (typeof template === 'string') return [...template.matchAll(place)].map(([, name]) => name!);
  if (typeof template !== 'object' || template === null) return [];
  return Object.values(template).flatMap((inner) => namesIn(inner));
}

/** The template with its values; undefined where it is one field that has none. */
export function fill(template: Json, fields: Fields): Json | undefined {
  if (typeof template === 'string') {
    const [, name] = whole.exec(template) ?? [];
    if (name !== undefined) return fields.get(name);
    return template.replace(place, (_, inner: string) => textOf(fields.get(inner)));
  }
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.flatMap((inner) => given(fill(inner, fields)));
  return fillAll(template, fields);
}

export function fillAll(template: JsonObject, fields: Fields): JsonObject {
  return Object.fromEntries(Object.entries(template).flatMap(([key, inner]) => given(fill(inner, fields)).map((value) => [key, value])));
}

const given = (value: Json | undefined): Json[] => (value === undefined ? [] : [value]);

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
