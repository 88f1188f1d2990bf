import type { Json, JsonObject } from '../../flows/flow.ts';
import { partsOf } from '../../flows/output-schema.ts';

const deepest = 8;

/** A value that a schema allows, for want of a real one: the first of each choice, one item in each list, every field filled. */
export function madeUp(schema: JsonObject, name = 'value', depth = 0): Json {
  const parts = partsOf(schema);
  const said = (word: string): Json | undefined => parts.find((part) => part[word] !== undefined)?.[word];
  const given = said('const') ?? said('default') ?? first(said('examples')) ?? first(said('enum'));
  if (given !== undefined) return given;
  const type = first(said('type')) ?? said('type') ?? (said('properties') ? 'object' : undefined);
  if (depth > deepest) return null;
  switch (type) {
    case 'object':
      return objectOf(parts, depth);
    case 'array':
      return isObject(said('items')) ? [madeUp(said('items') as JsonObject, name, depth + 1)] : [];
    case 'number':
    case 'integer':
      return Number(said('minimum') ?? 1);
    case 'boolean':
      return true;
    case 'string':
      return textOf(said('format'), said('pattern'), name);
    default:
      return null;
  }
}

function objectOf(parts: JsonObject[], depth: number): JsonObject {
  const properties = Object.assign({}, ...parts.map((part) => part['properties'] ?? {})) as Record<string, Json>;
  if (Object.keys(properties).sort().join() === 'amount,currency') return { amount: '100.00', currency: 'EUR' };
  return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, isObject(inner) ? madeUp(inner, name, depth + 1) : null]));
}

function textOf(format: Json | undefined, pattern: Json | undefined, name: string): string {
  if (format === 'date-time' || String(pattern).includes('T\\d{2}:\\d{2}')) return '2026-01-15T09:30:00Z';
  if (format === 'date') return '2026-01-15';
  if (pattern === '^[A-Z]{3}$') return 'EUR';
  if (pattern === '^[A-Z]{2}$') return 'SE';
  if (String(pattern).includes('@')) return 'somebody@example.com';
  return `${name} 1`;
}

const first = (value: Json | undefined): Json | undefined => (Array.isArray(value) ? value[0] : undefined);
const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
