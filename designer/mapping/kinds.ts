import { isMoney, type Json, type JsonObject } from '../../flows/flow.ts';

/** What a field holds, in the words of people: of a value as it is, or of a schema as it is wanted. */
export type Kind = 'text' | 'number' | 'whole' | 'boolean' | 'money' | 'time' | 'date' | 'currency' | 'country' | 'list' | 'object' | 'any' | 'nothing';

const time = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const date = /^\d{4}-\d{2}-\d{2}$/;

export function kindOfValue(value: Json | undefined): Kind {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return isMoney(value) ? 'money' : 'object';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return time.test(value) ? 'time' : date.test(value) ? 'date' : 'text';
}

/** The kind a schema asks for, references already followed. */
export function kindOfSchema(schema: JsonObject): Kind {
  const types = [schema['type']].flat();
  const properties = fieldsOf(schema);
  if (properties && 'amount' in properties && 'currency' in properties) return 'money';
  if (properties || types.includes('object')) return 'object';
  if (types.includes('array')) return 'list';
  if (types.length !== 1 || types[0] === undefined) return 'any';
  if (types[0] === 'integer') return 'whole';
  if (types[0] === 'number' || types[0] === 'boolean') return types[0];
  return kindOfText(schema);
}

function kindOfText({ format, pattern }: JsonObject): Kind {
  if (format === 'date-time' || (typeof pattern === 'string' && pattern.includes('T\\d{2}'))) return 'time';
  if (format === 'date' || pattern === '^\\d{4}-\\d{2}-\\d{2}$') return 'date';
  if (pattern === '^[A-Z]{3}$') return 'currency';
  return pattern === '^[A-Z]{2}$' ? 'country' : 'text';
}

/** Named fields of an object schema. */
export function fieldsOf(schema: JsonObject): Record<string, JsonObject> | undefined {
  const properties = schema['properties'];
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? (properties as Record<string, JsonObject>) : undefined; // a schema by contract
}
