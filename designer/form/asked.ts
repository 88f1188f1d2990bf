/** The form of a task as a list of questions ⇄ its JSON Schema. Pure. */
import type { Json, JsonObject } from '../../server/http/api.ts';
import { isObject } from './schema-kind.ts';

export const askedKinds = ['line', 'text', 'number', 'whole', 'yesNo', 'day', 'moment', 'choice'] as const;
export type AskedKind = (typeof askedKinds)[number];

/** One thing a person is asked. */
export interface Asked {
  name: string;
  title: string;
  kind: AskedKind;
  choices: string[];
  isNeeded: boolean;
}

const shapes: Record<AskedKind, JsonObject> = {
  line: { type: 'string' },
  text: { type: 'string', 'x-widget': 'textarea' },
  number: { type: 'number' },
  whole: { type: 'integer' },
  yesNo: { type: 'boolean' },
  day: { type: 'string', format: 'date' },
  moment: { type: 'string', format: 'date-time' },
  choice: { type: 'string', enum: [] },
};

/** The schema that asks these; nothing when nothing is asked. A choice is a line until there is something to choose. */
export function schemaOf(asked: readonly Asked[]): JsonObject | undefined {
  if (asked.length === 0) return undefined;
  const required = asked.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
  const properties = Object.fromEntries(
    asked.map(({ name, title, kind, choices }): [string, JsonObject] => [
      name,
      {
        ...(kind === 'choice' && choices.length === 0 ? shapes.line : shapes[kind]),
        ...(title === '' ? {} : { title }),
        ...(kind === 'choice' && choices.length > 0 ? { enum: choices } : {}),
      },
    ]),
  );
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
}

/** The questions of a schema; undefined when it says more than questions can, so that nothing is lost by showing them. */
export function askedOf(schema: Json | undefined): Asked[] | undefined {
  if (schema === undefined) return [];
  if (!isObject(schema) || !isObject(schema['properties'])) return undefined;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const asked = Object.entries(schema['properties']).flatMap(([name, rule]): Asked[] => {
    const kind = isObject(rule) ? askedKinds.findLast((one) => fitsShape(rule, shapes[one])) : undefined;
    if (!isObject(rule) || kind === undefined) return [];
    const choices = Array.isArray(rule['enum']) ? rule['enum'].map(String) : [];
    return [{ name, title: typeof rule['title'] === 'string' ? rule['title'] : '', kind, choices, isNeeded: required.includes(name) }];
  });
  return sorted(schemaOf(asked)) === sorted(schema) ? asked : undefined;
}

const fitsShape = (rule: JsonObject, shape: JsonObject): boolean =>
  Object.entries(shape).every(([keyword, value]) => (keyword === 'enum' ? Array.isArray(rule['enum']) : rule[keyword] === value));

/** Written alike whatever the order of keywords; the order of questions counts. */
const sorted = (value: Json | undefined): string =>
  JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'required' && Array.isArray(inner)) return inner.toSorted();
    return isObject(inner) && key !== 'properties' ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1))) : inner;
  });

/** A name for an answer, from what is asked: "Serial number" → `serialNumber`. */
export function nameFor(title: string, taken: readonly string[]): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  const base = words.map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())).join('') || 'answer';
  const name = /^\d/.test(base) ? `a${base}` : base;
  for (let n = 1; ; n++) if (!taken.includes(n === 1 ? name : `${name}${n}`)) return n === 1 ? name : `${name}${n}`;
}
