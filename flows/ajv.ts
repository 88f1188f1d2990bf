import { createRequire } from 'node:module';
import type { Ajv2020 } from 'ajv/dist/2020.js';

/** A JSON Schema 2020-12 checker that tells every error; loaded at first need, and deaf to hints such as `x-widget`. */
export function newAjv(): Ajv2020 {
  const { Ajv2020: Ajv } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  return new Ajv({ allErrors: true, verbose: true, strict: false, validateFormats: false, logger: false });
}
