/** Pieces of output schemas that several node types share. */
import type { JsonObject } from '../flows/flow.ts';

/** An object with exactly these fields; those whose name ends with `?` may be absent. */
export const gives = (properties: Record<string, JsonObject>): JsonObject => ({ ...answers(properties), additionalProperties: false });

/** What another system answers: these fields, and whatever else it likes to send. */
export function answers(properties: Record<string, JsonObject>): JsonObject {
  const names = Object.keys(properties);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), properties[name]!])),
    required: names.filter((name) => !name.endsWith('?')),
  };
}

const said = (schema: JsonObject, description: string | undefined): JsonObject => (description === undefined ? schema : { ...schema, description });

export const text = (description?: string): JsonObject => said({ type: 'string' }, description);
export const number = (description?: string): JsonObject => said({ type: 'number' }, description);
export const flag = (description?: string): JsonObject => said({ type: 'boolean' }, description);
export const instant = (description?: string): JsonObject => said({ type: 'string', format: 'date-time' }, description);
export const list = (items: JsonObject, description?: string): JsonObject => said({ type: 'array', items }, description);
/** A number or a name, as systems hand out ids. */
export const id = (description?: string): JsonObject => said({ type: ['string', 'number', 'null'] }, description);
export const amount = (description?: string): JsonObject => said({ $ref: 'parts.schema.json#/$defs/money' }, description);

/** An order in the one form all channels are brought to. */
export const order: JsonObject = { $ref: 'order.schema.json' };

/** A message of any shape: what it holds is known once one came in. */
export const message: JsonObject = { description: 'The document that came in' };
