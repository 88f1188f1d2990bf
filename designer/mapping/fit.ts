/** What it takes to give a field a value of another kind. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import type { Kind } from './kinds.ts';

/** The same expression with a change around it; what it costs is said where something is lost. */
export interface Cast {
  text: string;
  /** Nothing that matters is lost. */
  safe: boolean;
}

const isPlain = (text: string): boolean => /^[\w$.`[\]]+$/.test(text) || /^\$\w+\([^()]*\)$/.test(text);
const grouped = (text: string): string => (isPlain(text) ? text : `(${text})`);
const texts: ReadonlySet<Kind> = new Set(['text', 'time', 'date', 'currency', 'country']);
const isDecimal = (value: Json | undefined): boolean => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);

/** True when a value of one kind may stand where the other is wanted. */
export function fits(given: Kind, wanted: Kind): boolean {
  if (wanted === 'any' || given === 'nothing' || given === 'any' || given === wanted) return true;
  if (wanted === 'object') return given === 'money';
  if (wanted === 'number') return given === 'whole';
  return wanted === 'text' && texts.has(given);
}

const jsonTypes: Record<Kind, string[]> = {
  text: ['string'],
  time: ['string'],
  date: ['string'],
  currency: ['string'],
  country: ['string'],
  number: ['number', 'integer'],
  whole: ['number', 'integer'],
  boolean: ['boolean'],
  money: ['object'],
  object: ['object'],
  list: ['array'],
  any: [],
  nothing: [],
};

/** False where a schema names several types and a kind is none of them. */
export function accepts(schema: JsonObject, given: Kind): boolean {
  const types = [schema['type'] ?? []].flat();
  const own = jsonTypes[given];
  return types.length < 2 || own.length === 0 || own.some((type) => types.includes(type));
}

/** How to make one kind of the other; undefined where it cannot be done. `currency` is an expression. */
export function castTo(wanted: Kind, given: Kind, text: string, example: Json | undefined, currency: string | undefined): Cast | undefined {
  if (wanted === 'money')
    return (given === 'number' || isDecimal(example)) && currency !== undefined ? { text: `$money(${text}, ${currency})`, safe: true } : undefined;
  if (given === 'money') {
    if (wanted === 'text') return { text: `${grouped(text)}.amount`, safe: true };
    if (wanted === 'currency') return { text: `${grouped(text)}.currency`, safe: true };
    return wanted === 'number' ? { text: `$number(${grouped(text)}.amount)`, safe: false } : undefined;
  }
  if (wanted === 'text' && (given === 'number' || given === 'boolean')) return { text: `$string(${text})`, safe: true };
  if (wanted === 'whole') return toWhole(given, text, example);
  if (wanted === 'number' && isDecimal(example)) return { text: `$number(${text})`, safe: !hasLeadingZero(example) };
  if (wanted === 'date' && given === 'time') return { text: `$substring(${text}, 0, 10)`, safe: true };
  if (wanted === 'time' && given === 'date') return { text: `${grouped(text)} & "T00:00:00Z"`, safe: false };
  if (wanted === 'boolean' && typeof example === 'string' && /^(true|false)$/i.test(example)) return { text: `$lowercase(${text}) = "true"`, safe: true };
  return undefined;
}

function toWhole(given: Kind, text: string, example: Json | undefined): Cast | undefined {
  if (given === 'number') return Number.isInteger(example) ? { text, safe: true } : { text: `$round(${text})`, safe: false };
  if (!isDecimal(example)) return undefined;
  return Number.isInteger(Number(example)) ? { text: `$number(${text})`, safe: !hasLeadingZero(example) } : { text: `$round($number(${text}))`, safe: false };
}

/** "00412" is a name made of digits: as a number it is another one. */
export const hasLeadingZero = (value: Json | undefined): boolean => typeof value === 'string' && /^-?0\d/.test(value);
