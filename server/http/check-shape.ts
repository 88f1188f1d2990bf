/** Checks what came in against a JSON Schema and says everything that is wrong, with a pointer. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import { type JsonObject, type Problem, ProblemError } from '../../flows/flow.ts';

const compiled = new WeakMap<JsonObject, Promise<ValidateFunction>>();
let checkers: Promise<{ strict: Compiler; coercing: Compiler }> | undefined;

interface Compiler {
  compile(schema: JsonObject): ValidateFunction;
}

// Loaded at the first check: a start does not pay for it.
function load(): Promise<{ strict: Compiler; coercing: Compiler }> {
  checkers ??= (async () => {
    const [{ Ajv2020 }, { default: addFormats }] = await Promise.all([import('ajv/dist/2020.js'), import('ajv-formats')]);
    const options = { allErrors: true, strict: false, verbose: false };
    const strict = new Ajv2020(options);
    const coercing = new Ajv2020({ ...options, coerceTypes: true });
    const formats = addFormats as unknown as (ajv: unknown) => void; // its types still speak CommonJS
    formats(strict);
    formats(coercing);
    return { strict, coercing };
  })();
  return checkers;
}

/** Problems of a value, `at` being its place; `coerce` turns the texts of a query into numbers and booleans in place. */
export async function problemsOf(schema: JsonObject, value: unknown, at = '', coerce = false): Promise<Problem[]> {
  let check = compiled.get(schema);
  if (!check) {
    check = load().then(({ strict, coercing }) => (coerce ? coercing : strict).compile(schema));
    compiled.set(schema, check);
  }
  const validate = await check;
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 50).map((error) => problemOf(error, at));
}

/** Refuses a value that does not fit with 422 and all problems. */
export async function checkShape(schema: JsonObject, value: unknown, at = '', coerce = false): Promise<void> {
  const problems = await problemsOf(schema, value, at, coerce);
  if (problems.length > 0) throw new ProblemError(422, problems);
}

function problemOf(error: ErrorObject, at: string): Problem {
  const path = at + error.instancePath;
  const field = (of: unknown): string => `${path}/${String(of).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = error.params['additionalProperty'] ?? error.params['unevaluatedProperty'];
      return { code: 'property.unknown', path: field(key), message: `"${String(key).slice(0, 100)}" is not known here. Remove it.` };
    }
    case 'required': {
      const key = error.params['missingProperty'];
      return { code: 'property.missing', path: field(key), message: `"${String(key)}" is missing.` };
    }
    case 'enum':
      return { code: 'property.invalid', path, message: `Must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}.` };
    case 'maxLength':
      return { code: 'property.too_long', path, message: `Must be at most ${String(error.params['limit'])} characters long.` };
    case 'pattern':
      return { code: 'property.invalid', path, message: `Has characters that are not allowed here; it must match ${String(error.params['pattern'])}.` };
    default:
      return { code: 'property.invalid', path, message: `Value ${error.message ?? 'is not allowed'}.` };
  }
}
