/** Pieces of config schemas that several node types share. */
import type { JsonObject } from '../flows/flow.ts';

/** ISO 8601 duration, with the words a form shows. */
export const duration = (title: string, description?: string): JsonObject => ({
  type: 'string',
  pattern: '^P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$',
  title,
  'x-widget': 'duration',
  ...(description === undefined ? {} : { description }),
});

/** Amount as a decimal string and an ISO 4217 code. */
export const money = (title: string): JsonObject => ({
  type: 'object',
  title,
  'x-widget': 'money',
  required: ['amount', 'currency'],
  additionalProperties: false,
  properties: { amount: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
});

/** A port name, fixed in the drawing. */
export const portName: JsonObject = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$', 'x-widget': 'port', 'x-expr': false, title: 'Port' };

/** Names of signals. */
export const signalNames = (title: string, description: string): JsonObject => ({
  type: 'array',
  title,
  description,
  minItems: 1,
  maxItems: 32,
  uniqueItems: true,
  'x-expr': false,
  items: { type: 'string', minLength: 1, maxLength: 120 },
});

/** An object with exactly these fields. */
export const fields = (properties: JsonObject, required: string[] = []): JsonObject => ({ type: 'object', additionalProperties: false, properties, required });
