import type { Json, JsonObject } from '../../flows/flow.ts';
import { accepts, fits } from './fit.ts';
import { type Kind, kindOfValue } from './kinds.ts';

/** Why a value does not fit its field. */
export type Complaint =
  | { kind: 'kind'; wanted: Kind; given: Kind }
  | { kind: 'long'; most: number }
  | { kind: 'short' }
  | { kind: 'low' | 'high'; bound: number }
  | { kind: 'choice'; choices: string }
  | { kind: 'offset' }
  | { kind: 'form'; wanted: string };

/** Undefined when the value fits. `schema` is followed already; what lies deeper is looked at field by field. */
export function complaintOf(schema: JsonObject, wanted: Kind, value: Json): Complaint | undefined {
  const given = kindOfValue(value);
  if (!fits(given, wanted) && !(wanted === 'whole' && Number.isInteger(value)) && !isCoded(schema, wanted, value)) return { kind: 'kind', wanted, given };
  if (!accepts(schema, given)) return { kind: 'kind', wanted: [schema['type']].flat().includes('string') ? 'text' : 'number', given };
  const choices = schema['enum'];
  if (Array.isArray(choices) && !choices.some((choice) => choice === value)) return { kind: 'choice', choices: choices.slice(0, 6).map(String).join(', ') };
  if (typeof value === 'string') return aboutText(schema, wanted, value);
  return typeof value === 'number' ? aboutNumber(schema, value) : undefined;
}

/** Texts whose form the pattern decides: a currency, a country, a moment. */
const isCoded = (schema: JsonObject, wanted: Kind, value: Json): boolean =>
  typeof value === 'string' && (wanted === 'currency' || wanted === 'country' || wanted === 'time' || wanted === 'date') && matches(schema, value);

function matches({ pattern }: JsonObject, value: string): boolean {
  try {
    return typeof pattern === 'string' && new RegExp(pattern, 'u').test(value);
  } catch {
    return false;
  }
}

function aboutText(schema: JsonObject, wanted: Kind, value: string): Complaint | undefined {
  const { minLength, maxLength, pattern, description } = schema;
  if (typeof maxLength === 'number' && value.length > maxLength) return { kind: 'long', most: maxLength };
  if (typeof minLength === 'number' && value.length < minLength) return { kind: 'short' };
  if (typeof pattern !== 'string' || matches(schema, value)) return undefined;
  if (wanted === 'time' && !/(Z|[+-]\d{2}:?\d{2})$/.test(value)) return { kind: 'offset' };
  return { kind: 'form', wanted: typeof description === 'string' ? description.replace(/\.$/, '') : pattern };
}

function aboutNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonObject, value: number): Complaint | undefined {
  if (typeof maximum === 'number' && value > maximum) return { kind: 'high', bound: maximum };
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return { kind: 'high', bound: exclusiveMaximum };
  if (typeof minimum === 'number' && value < minimum) return { kind: 'low', bound: minimum };
  return typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum ? { kind: 'low', bound: exclusiveMinimum } : undefined;
}
