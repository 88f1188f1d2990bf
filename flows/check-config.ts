import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv } from './ajv.ts';
import { allowExpressions } from './config-schema.ts';
import { checkDuration } from './duration.ts';
import { isExpr, type JsonObject, type Problem } from './flow.ts';
import { pointerOf } from './pointer.ts';
import { didYouMean } from './suggest.ts';

let ajv: Ajv2020 | undefined;
const compiled = new WeakMap<JsonObject, ValidateFunction>();

/** Problems of a node's config against its type's schema, where a value may be an expression; paths are below `base`. */
export function checkConfig(config: JsonObject, schema: JsonObject, base: string): Problem[] {
  let validate = compiled.get(schema);
  if (!validate) {
    ajv ??= newAjv();
    validate = ajv.compile(allowExpressions(schema));
    compiled.set(schema, validate);
  }
  const errors = validate(config) ? [] : (validate.errors ?? []);
  const told = errors.filter((error) => error.keyword !== 'if' && !isInsideChoice(error, errors)).map((error) => problemOf(error, base));
  return [...told, ...checkDurations(config, schema, base).filter(({ path }) => !told.some((one) => one.path === path))];
}

/** Errors of single branches say little; the choice itself is told instead. */
const isInsideChoice = (error: ErrorObject, all: ErrorObject[]): boolean =>
  /\/(oneOf|anyOf)\/\d+\//.test(error.schemaPath) && all.some((other) => other !== error && error.schemaPath.startsWith(`${other.schemaPath}/`));

function problemOf({ keyword, instancePath, params, schema, parentSchema, data }: ErrorObject, base: string): Problem {
  const path = base + instancePath;
  const field = instancePath === '' ? 'The configuration' : `Field ${instancePath.slice(1).replaceAll('/', '.')}`;
  switch (keyword) {
    case 'required': {
      const name = String(params['missingProperty']);
      return { code: 'config.required', path: path + pointerOf([name]), message: `${labelOf(name, parentSchema)} is missing — fill it in.` };
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const known = Object.keys((parentSchema as { properties?: object }).properties ?? {});
      return {
        code: 'config.unknown_property',
        path: path + pointerOf([name]),
        message: `${JSON.stringify(name.slice(0, 60))} is not a field here.${didYouMean(name, known)}`,
      };
    }
    case 'type': {
      const wanted = [schema].flat().join(' or ');
      const message = isExpr(data) ? `${field} takes no expression — write the value itself (${wanted}).` : `${field} must be ${wanted}.`;
      return { code: 'config.wrong_type', path, message };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return { code: 'config.out_of_range', path, message: `${field} is out of range — it ${rangeOf(parentSchema as Range)}.` };
    case 'minItems':
    case 'maxItems':
    case 'minLength':
    case 'maxLength':
    case 'minProperties':
    case 'maxProperties':
      return {
        code: keyword === 'maxLength' ? 'text.too_long' : 'config.out_of_range',
        path,
        message: `${field} has the wrong length — ${keyword.startsWith('max') ? 'at most' : 'at least'} ${params['limit']}.`,
      };
    case 'enum':
    case 'const':
      return {
        code: 'config.invalid',
        path,
        message: `${field} must be ${[schema]
          .flat()
          .map((each) => JSON.stringify(each))
          .join(', ')}.`,
      };
    case 'oneOf':
    case 'anyOf':
      return choiceOf(schema, params, path, field);
    default:
      return {
        code: 'config.invalid',
        path,
        message: `${field} does not fit${keyword === 'pattern' ? ' the expected form' : ''}${(parentSchema as { description?: string }).description ? `: ${(parentSchema as { description: string }).description}` : ''}.`,
      };
  }
}

interface Range {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Range): string {
  const parts = [
    minimum === undefined ? '' : `is at least ${minimum}`,
    exclusiveMinimum === undefined ? '' : `is above ${exclusiveMinimum}`,
    maximum === undefined ? '' : `is at most ${maximum}`,
    exclusiveMaximum === undefined ? '' : `is below ${exclusiveMaximum}`,
  ];
  return parts.filter(Boolean).join(' and ');
}

/** "for or until": a choice between fields is told by their names. */
function choiceOf(schema: unknown, params: Record<string, unknown>, path: string, field: string): Problem {
  const names = (schema as { required?: string[] }[]).map((branch) => branch.required?.join(' with '));
  if (names.some((name) => name === undefined)) return { code: 'config.invalid', path, message: `${field} fits none of the forms it may have.` };
  const both = params['passingSchemas'] !== null && params['passingSchemas'] !== undefined;
  const message = both ? `Only one of ${names.join(', ')} may be given — remove the others.` : `One of ${names.join(', ')} is needed — fill it in.`;
  return { code: both ? 'config.invalid' : 'config.required', path, message };
}

function labelOf(name: string, parent: unknown): string {
  const title = (parent as { properties?: Record<string, { title?: string }> } | undefined)?.properties?.[name]?.title;
  return title === undefined ? `Field ${name}` : `${title} (${name})`;
}

/** Durations of a config stay within one second and five years, unless their field says otherwise by `x-min` and `x-max`. */
function checkDurations(config: JsonObject, schema: JsonObject, base: string): Problem[] {
  const rules = schema['properties'];
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules)) return [];
  return Object.entries(rules).flatMap(([name, rule]): Problem[] => {
    const value = config[name];
    if (typeof rule !== 'object' || rule === null || Array.isArray(rule) || typeof value !== 'string') return [];
    if (rule['x-widget'] !== 'duration' || !value.startsWith('P')) return [];
    const problem = checkDuration(value, text(rule['x-min']) ?? 'PT1S', text(rule['x-max']) ?? 'P5Y');
    return problem ? [{ ...problem, path: base + pointerOf([name]) }] : [];
  });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
