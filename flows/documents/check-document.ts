import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv } from '../ajv.ts';
import type { Json, Problem } from '../flow.ts';
import { pointerOf } from '../pointer.ts';

type Kind = 'order' | 'customer';

const require = createRequire(import.meta.url);
let compiled: Record<Kind, ValidateFunction> | undefined;

/** What is wrong with the shape of a canonical document, all at once. */
export function checkDocument(kind: Kind, value: unknown): Problem[] {
  compiled ??= compile();
  return compiled[kind](value) ? [] : (compiled[kind].errors ?? []).map((error) => problemOf(kind, error));
}

function compile(): Record<Kind, ValidateFunction> {
  const ajv = newAjv();
  ajv.addSchema(require('./parts.schema.json'));
  return { order: ajv.compile(require('./order.schema.json')), customer: ajv.compile(require('./customer.schema.json')) };
}

function problemOf(kind: Kind, { keyword, instancePath, params, schema, parentSchema, data }: ErrorObject): Problem {
  const field = instancePath.slice(1).replaceAll('/', '.') || `the ${kind}`;
  if (keyword === 'required') {
    const path = instancePath + pointerOf([String(params['missingProperty'])]);
    return { code: `${kind}.incomplete`, path, message: `The ${kind} lacks ${path.slice(1).replaceAll('/', '.')} — it cannot go on without.` };
  }
  if (data === null)
    return {
      code: `${kind}.incomplete`,
      path: instancePath,
      message: `The ${kind} has no value in ${field} — fill it in, or leave the field out where it is optional.`,
    };
  if (keyword === 'type') return { code: `${kind}.invalid`, path: instancePath, message: `${field} must be ${[schema].flat().join(' or ')}.` };
  const wanted = (parentSchema as { description?: string }).description;
  return { code: `${kind}.invalid`, path: instancePath, message: `${field} does not fit${wanted === undefined ? '' : ` — expected: ${wanted}`}` };
}

/** Fields, as pointers, that have no value. */
export function missingFields(value: Json, pointers: readonly string[]): string[] {
  return pointers.filter((pointer) => {
    const found = pointer
      .split('/')
      .slice(1)
      .reduce<Json | undefined>((at, key) => (typeof at === 'object' && at !== null && !Array.isArray(at) ? at[key] : undefined), value);
    return found === undefined || found === null || (typeof found === 'string' && found.trim() === '');
  });
}
