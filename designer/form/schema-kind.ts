/** What a field of a config schema is to a person, and the schema a form is drawn from. Pure. */
import type { Json, JsonObject } from '../../server/http/api.ts';
import { sayName } from '../inbox/form-fields.ts';

export type Kind =
  | 'text'
  | 'long'
  | 'number'
  | 'switch'
  | 'choice'
  | 'duration'
  | 'money'
  | 'calendar'
  | 'zone'
  | 'date'
  | 'datetime'
  | 'expression'
  | 'json'
  | 'asked'
  | 'pairs'
  | 'list'
  | 'rows'
  | 'variants'
  | 'flow'
  | 'table'
  | 'port'
  | 'group';

const widgets: Record<string, Kind> = {
  calendar: 'calendar',
  date: 'date',
  datetime: 'datetime',
  duration: 'duration',
  expression: 'expression',
  flow: 'flow',
  json: 'json',
  money: 'money',
  pairs: 'pairs',
  port: 'port',
  schema: 'asked',
  table: 'table',
  text: 'long',
  zone: 'zone',
};

/** The kind of field a schema asks for. */
export function kindOf(schema: JsonObject): Kind {
  const widget = widgets[String(schema['x-widget'] ?? '')];
  if (widget) return widget;
  if (Array.isArray(schema['enum'])) return 'choice';
  if (variantsOf(schema).length > 0) return 'variants';
  switch ([schema['type']].flat()[0]) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    case 'array':
      return isObject(schema['items']) && kindOf(schema['items']) === 'group' ? 'rows' : 'list';
    case 'object':
      return Object.keys(propertiesOf(schema)).length > 0 ? 'group' : schema['additionalProperties'] === false ? 'group' : 'pairs';
    default:
      return 'json';
  }
}

/** The forms a value may take, where there are several. */
export const variantsOf = (schema: JsonObject): JsonObject[] =>
  [schema['anyOf'], schema['oneOf']].flatMap((one) => (Array.isArray(one) ? one.filter(isObject) : []));

export const propertiesOf = (schema: JsonObject): Record<string, JsonObject> =>
  isObject(schema['properties']) ? (schema['properties'] as Record<string, JsonObject>) : {}; // a schema's properties are schemas

/** The type's schema as a form draws it: nothing is filled in by itself, "no expression" goes inward, a choice between fields becomes `x-one-of`. */
export function formSchemaOf(schema: JsonObject, isFixed = false): JsonObject {
  const fixed = isFixed || schema['x-expr'] === false;
  const made: JsonObject = {};
  for (const [keyword, rule] of Object.entries(schema)) {
    if (keyword === 'default') made['x-default'] = rule;
    else if (keyword === 'properties' && isObject(rule)) made[keyword] = eachValue(rule, fixed);
    else if (['items', 'additionalProperties'].includes(keyword) && isObject(rule)) made[keyword] = formSchemaOf(rule, fixed);
    else if ((keyword === 'anyOf' || keyword === 'oneOf') && Array.isArray(rule)) {
      const choice = rule.filter(isObject).map(onlyRequired);
      if (choice.some((names) => names === undefined)) made[keyword] = rule.filter(isObject).map((one) => formSchemaOf(one, fixed));
      else if (keyword === 'oneOf') made['x-one-of'] = choice as string[][]; // none is undefined here
    } else made[keyword] = rule;
  }
  if (fixed) made['x-expr'] = false;
  return made;
}

const eachValue = (rules: JsonObject, fixed: boolean): JsonObject =>
  Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, isObject(rule) ? formSchemaOf(rule, fixed) : rule]));

/** A branch that says nothing but which fields are there. */
const onlyRequired = (branch: JsonObject): string[] | undefined =>
  Object.keys(branch).length === 1 && Array.isArray(branch['required']) ? branch['required'].filter((name) => typeof name === 'string') : undefined;

/** What a field is called: its title, else its name in words. */
export const titleOf = (schema: JsonObject | undefined, name: string | number): string =>
  typeof schema?.['title'] === 'string' ? schema['title'] : sayName(String(name));

/** Whether a field is shown, by `x-when`: the fields it depends on and the values they must have; `true` means any value. A field that holds something always is. */
export function isShown(schema: JsonObject, held: Json | undefined, beside: JsonObject, siblings: Record<string, JsonObject>): boolean {
  const when = schema['x-when'];
  if (held !== undefined || !isObject(when)) return true;
  return Object.entries(when).every(([name, wanted]) => {
    const value = beside[name] ?? siblings[name]?.['x-default'];
    return wanted === true ? value !== undefined : [wanted].flat().some((one) => one === value);
  });
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
