/** A CSV profile of one's own, as JSON, checked before it reads anything. */
import { createRequire } from 'node:module';
import { newAjv } from '../../../ajv.ts';
import { type Json, ProblemError } from '../../../flow.ts';
import type { CsvProfile } from './csv-profile.ts';

const require = createRequire(import.meta.url);
let check: ReturnType<ReturnType<typeof newAjv>['compile']> | undefined;

export function readProfile(value: Json): CsvProfile {
  check ??= newAjv().compile(require('./csv-profile.schema.json'));
  if (check(value)) return value as unknown as CsvProfile; // the schema holds
  throw new ProblemError(
    422,
    (check.errors ?? []).map(({ instancePath, message = 'is wrong' }) => ({
      code: 'bank.invalid_profile',
      path: instancePath,
      message: `${instancePath.slice(1).replaceAll('/', '.') || 'The profile'} ${message}.`,
    })),
  );
}
