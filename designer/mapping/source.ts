/**
 * A mapping is nothing but the config value itself: an object whose leaves are fixed values or expressions, or one expression that
 * builds objects and lists. What a field holds is read from its place and written back to it; the rest of the value stays untouched.
 */
import { isExpr, type Json, type JsonObject } from '../../flows/flow.ts';
import { type ObjectTemplate, readTemplate, type Span } from './template.ts';

export type Source =
  | { kind: 'fixed'; value: Json }
  | { kind: 'expr'; text: string }
  /** The list whose items the rows below map. */
  | { kind: 'list'; text: string; keeps: boolean };

/** Names down to a field; `each` stands for the items of a list. */
export type FieldPath = readonly string[];
export const each = '[]';

/** A place in the value: JSON, or a part of an expression. */
type Spot = { json: Json } | { text: string };

const spotOf = (value: Json): Spot => (isExpr(value) ? { text: value.$expr } : { json: value });
const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value) && !isExpr(value);
const cut = (text: string, { start, end }: Span): string => text.slice(start, end);
const splice = (text: string, { start, end }: Span, by: string): string => text.slice(0, start) + by + text.slice(end);

function spotAt(value: Json | undefined, path: FieldPath): Spot | undefined {
  let spot = value === undefined ? undefined : spotOf(value);
  for (const name of path) {
    if (!spot) return undefined;
    if ('json' in spot) {
      const inner: Json | undefined = isObject(spot.json) && Object.hasOwn(spot.json, name) ? spot.json[name] : undefined;
      spot = inner === undefined ? undefined : spotOf(inner);
      continue;
    }
    const template = readTemplate(spot.text);
    if (template?.kind === 'list') spot = name === each ? { text: cut(spot.text, around(template.item)) } : undefined;
    else {
      const field = template?.fields.find((one) => one.name === name);
      spot = field && { text: cut(spot.text, field.value) };
    }
  }
  return spot;
}

const around = ({ inside }: ObjectTemplate): Span => ({ start: inside.start - 1, end: inside.end + 1 });

/** What a field is given; undefined where nothing is, and where rows below it say it. */
export function sourceAt(value: Json | undefined, path: FieldPath): Source | undefined {
  const spot = spotAt(value, path);
  if (!spot) return undefined;
  if ('json' in spot) return isObject(spot.json) ? undefined : { kind: 'fixed', value: spot.json };
  const template = readTemplate(spot.text);
  if (template?.kind === 'object') return undefined;
  if (template) return { kind: 'list', text: cut(spot.text, template.over), keeps: template.keeps };
  const fixed = literalIn(spot.text);
  return fixed !== undefined && path.length > 0 && isWithinText(value, path) ? { kind: 'fixed', value: fixed } : { kind: 'expr', text: spot.text };
}

/** Names the value holds below a place, in their order; undefined where it holds no fields. */
export function namesAt(value: Json | undefined, path: FieldPath): string[] | undefined {
  const spot = spotAt(value, path);
  if (!spot) return undefined;
  if ('json' in spot) return isObject(spot.json) ? Object.keys(spot.json) : undefined;
  const template = readTemplate(spot.text);
  return template && (template.kind === 'list' ? [each] : template.fields.map(({ name }) => name));
}

/** The value with another source in one place, or without that field. A place that cannot be reached leaves the value as it is. */
export function setSource(value: Json | undefined, path: FieldPath, source: Source | undefined): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined && source?.kind !== 'list') return jsonOf(source);
  if (value !== undefined && isExpr(value)) {
    const text = setInText(value.$expr, path, source);
    return text === undefined ? undefined : { $expr: text };
  }
  if (name === undefined) return jsonOf(source);
  if (path.includes(each) && namesAt(value, path.slice(0, path.indexOf(each)))?.[0] !== each) return value;
  if (value !== undefined && !isObject(value)) return value;
  const inner = setSource(value && Object.hasOwn(value, name) ? value[name] : undefined, rest, source);
  if (inner !== undefined) return { ...value, [name]: inner };
  const { [name]: _gone, ...others } = value ?? {};
  return others;
}

/** The same inside an expression; undefined when nothing is left of it. */
function setInText(text: string, path: FieldPath, source: Source | undefined): string | undefined {
  const template = readTemplate(text);
  const [name, ...rest] = path;
  if (name === undefined) {
    return source?.kind === 'list' && template?.kind === 'list' ? splice(text, template.over, source.text) : source && textOf(source);
  }
  if (!template || (template.kind === 'list' && name !== each)) return text;
  if (template.kind === 'list') {
    const item = around(template.item);
    return splice(text, item, setInText(cut(text, item), rest, source) ?? '{}');
  }
  const field = template.fields.find((one) => one.name === name);
  if (!field) return source && !rest.includes(each) ? addField(text, template, name, nested(rest, source)) : text;
  const inner = setInText(cut(text, field.value), rest, source);
  return inner === undefined ? removeField(text, template, field.name) : splice(text, field.value, inner);
}

function addField(text: string, { fields, inside }: ObjectTemplate, name: string, value: string): string {
  const pair = `${JSON.stringify(name)}: ${value}`;
  const last = fields.at(-1);
  return last ? splice(text, { start: last.whole.end, end: last.whole.end }, `, ${pair}`) : splice(text, inside, pair);
}

function removeField(text: string, { fields, inside }: ObjectTemplate, name: string): string {
  const at = fields.findIndex((field) => field.name === name);
  const [gone, before, after] = [fields[at]!, fields[at - 1], fields[at + 1]];
  if (after) return splice(text, { start: gone.whole.start, end: after.whole.start }, '');
  return before ? splice(text, { start: before.whole.end, end: gone.whole.end }, '') : splice(text, inside, '');
}

const nested = ([name, ...rest]: FieldPath, source: Source): string =>
  name === undefined ? textOf(source) : `{${JSON.stringify(name)}: ${nested(rest, source)}}`;

/** Inside an expression a fixed value is written as JSON, which JSONata reads as it stands. */
const textOf = (source: Source): string =>
  source.kind === 'fixed' ? JSON.stringify(source.value) : source.kind === 'list' ? `[${source.text}.{}]` : source.text;

function jsonOf(source: Source | undefined): Json | undefined {
  if (!source) return undefined;
  return source.kind === 'fixed' ? source.value : { $expr: textOf(source) };
}

/** A JSON value written in its one way. */
function literalIn(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True when an expression further up builds this field: what has no value is then left out. */
export function isWithinText(value: Json | undefined, path: FieldPath): boolean {
  return path.some((_, at) => {
    const spot = spotAt(value, path.slice(0, at));
    return spot !== undefined && 'text' in spot;
  });
}
