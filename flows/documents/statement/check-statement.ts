import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv } from '../../ajv.ts';
import type { Problem } from '../../flow.ts';

const require = createRequire(import.meta.url);
let compiled: ValidateFunction | undefined;

/** What is wrong with the shape of a canonical statement that did not come from a reader, all at once. */
export function checkStatement(value: unknown): Problem[] {
  compiled ??= newAjv().compile(require('./statement.schema.json'));
  if (compiled(value)) return [];
  return (compiled.errors ?? []).map(({ instancePath, message = 'is wrong' }) => ({
    code: 'statement.invalid',
    path: instancePath,
    message: `${instancePath.slice(1).replaceAll('/', '.') || 'The statement'} ${message}.`,
  }));
}
