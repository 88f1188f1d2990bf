/** What may be written at a place of an expression. Pure: shapes come from the drawing, values from the example. */
import { partsOf, schemaIn } from '../../flows/output-schema.ts';
import type { ExpressionData, Json, JsonObject } from '../../server/http/api.ts';
import { expression as words } from '../text/en/expression.ts';
import { functionHelp } from './functions.ts';
import type { Place } from './place-in.ts';
import { sayValue } from './say-value.ts';

export interface Known {
  /** Schema of all data, as `visibleTo` gives it. */
  schema: JsonObject;
  data?: ExpressionData;
  tables: { id: string; title: string; columns: { name: string }[]; key: string }[];
  /** Values of the environment. */
  env: JsonObject;
}

export interface Offer {
  label: string;
  /** What is written; the label when absent. `|` marks where the cursor goes. */
  apply?: string;
  /** What kind of value it is. */
  detail?: string;
  /** One line more. */
  info?: string;
  kind: 'root' | 'field' | 'function' | 'table';
}

/** Offers in the order in which they are shown; which of them fit what is typed is the list's business. */
export function offersAt(place: Place, known: Known): Offer[] {
  switch (place.kind) {
    case 'none':
      return [];
    case 'table':
      return known.tables.map(({ id, title, key }) => ({ label: id, detail: title, info: words.tableBy(key), kind: 'table' }));
    case 'column':
      return known.tables.filter(({ id }) => id === place.table).flatMap(({ columns }) => columns.map(({ name }): Offer => ({ label: name, kind: 'table' })));
    case 'function':
      return functionOffers();
    case 'field':
      return fieldsIn(known, place.path);
    case 'start':
      return [
        ...(place.inside ? fieldsIn(known, place.inside) : []),
        ...fieldsIn(known, []).map((offer): Offer => ({ ...offer, kind: 'root' })),
        ...functionOffers(),
      ];
  }
}

const functionOffers = (): Offer[] =>
  functionHelp.map(({ name, takes, gives, help }) => ({
    label: `$${name}`,
    apply: takes === '' ? `$${name}()` : `$${name}(|)`,
    detail: `(${takes}) → ${gives}`,
    info: help,
    kind: 'function',
  }));

/** Fields at a path, those of the example that no schema names among them. */
function fieldsIn({ schema, data, env, tables }: Known, path: string[]): Offer[] {
  const seen = data ? { trigger: data.trigger, order: data.order, steps: data.steps, item: data.item, run: data.run, env } : { env };
  const shape = path.reduce(schemaIn, schema);
  const value = path.reduce<Json | undefined>(valueIn, seen as JsonObject);
  const example = exampleOf(value);
  const rowOf = partsOf(shape).find((part) => part['x-table'] !== undefined)?.['x-table'];
  const names = new Set([
    ...tables.filter(({ id }) => id === rowOf).flatMap(({ columns }) => columns.map(({ name }) => name)),
    ...partsOf(itemsOf(shape)).flatMap((part) => Object.keys((part['properties'] as JsonObject | undefined) ?? {})),
    ...Object.keys(example).filter((name) => example[name] !== undefined),
  ]);
  return [...names].map((name) => {
    const inner = schemaIn(shape, name);
    const found = example[name];
    const title = path.join('.') === 'steps' && typeof inner['title'] === 'string' ? inner['title'] : undefined;
    const description = [inner['description'], found === undefined || typeof found === 'object' ? undefined : words.forExample(sayValue(found))];
    const info = description.filter((part) => typeof part === 'string').join('. ');
    return {
      label: name,
      ...(/^[A-Za-z_]\w*$/.test(name) ? {} : { apply: `\`${name}\`` }),
      detail: title ?? kindOf(inner, found),
      ...(info === '' ? {} : { info }),
      kind: 'field',
    };
  });
}

const itemsOf = (schema: JsonObject): JsonObject => {
  for (const part of partsOf(schema)) if (isObject(part['items'])) return { anyOf: [schema, itemsOf(part['items'])] };
  return schema;
};

/** One step of a path in an example; a list is looked through. */
const valueIn = (value: Json | undefined, name: string): Json | undefined => exampleOf(value)[name];

/** All fields the value has; of a list, of its items taken together. */
function exampleOf(value: Json | undefined): JsonObject {
  if (Array.isArray(value)) return Object.assign({}, ...value.slice(0, 50).reverse().map(exampleOf)) as JsonObject;
  return isObject(value) ? value : {};
}

/** What kind of value it is, in one word. */
export function kindOf(schema: JsonObject, value: Json | undefined): string {
  const said = (word: string): Json | undefined => partsOf(schema).find((part) => part[word] !== undefined)?.[word];
  const properties = said('properties');
  const fields = isObject(properties) ? Object.keys(properties) : isObject(value) ? Object.keys(value) : undefined;
  if (fields?.length === 2 && fields.includes('amount') && fields.includes('currency')) return words.kinds.money;
  const type = said('type') ?? (said('enum') ? 'string' : properties ? 'object' : value === undefined ? undefined : typeOf(value));
  const [only] = Array.isArray(type) ? type.filter((one) => one !== 'null') : [type];
  if (only === 'string' && (said('format') === 'date-time' || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)))) return words.kinds.time;
  return typeof only === 'string' && only in words.kinds ? words.kinds[only as keyof typeof words.kinds] : '';
}

const typeOf = (value: Json): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
