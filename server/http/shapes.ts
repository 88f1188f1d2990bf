/** Words to write JSON Schemas of requests and answers with. */
import type { JsonObject } from '../../flows/flow.ts';

export const text: JsonObject = { type: 'string' };
export const flag: JsonObject = { type: 'boolean' };
export const whole: JsonObject = { type: 'integer' };
export const figure: JsonObject = { type: ['number', 'null'] };
export const instant: JsonObject = { type: 'string', format: 'date-time' };
export const anything: JsonObject = {};
export const anyObject: JsonObject = { type: 'object' };

/** Short text of a person: control and direction-changing characters are refused. */
export const label = (maxLength = 200, minLength = 1): JsonObject => ({
  type: 'string',
  minLength,
  maxLength,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$',
});
export const reason: JsonObject = label(1_000, 0);
/** A machine name such as a flow or slot id. */
export const name: JsonObject = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$' };
export const oneOf = (...values: string[]): JsonObject => ({ type: 'string', enum: values });
export const list = (items: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'array', items, ...more });
export const record = (values: JsonObject): JsonObject => ({ type: 'object', additionalProperties: values });
export const ref = (schema: string): JsonObject => ({ $ref: `#/components/schemas/${schema}` });
export const page = (schema: string): JsonObject => object({ items: list(ref(schema)), next: { type: ['string', 'null'] } });

/** An object with exactly these properties; those whose name ends with `?` may be absent. */
export function object(properties: Record<string, JsonObject>): JsonObject {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([key]) => !key.endsWith('?')).map(([key]) => key),
    properties: Object.fromEntries(entries.map(([key, schema]) => [key.replace(/\?$/, ''), schema])),
  };
}

/** Query parameters of a list. */
export const paging: Record<string, JsonObject> = { cursor: { type: 'string', maxLength: 500 }, limit: { type: 'integer', minimum: 1, maximum: 200 } };
