/** Checks form data without compiling code: the page allows no `eval`, so a schema is interpreted. */
import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from '@rjsf/utils';
import { allowExpressions } from '../../flows/config-schema.ts';
import type { Json, JsonObject } from '../../server/http/api.ts';
import { form as words } from '../text/en/form.ts';

const made = new WeakMap<object, Validator>();

function validatorOf(schema: JsonObject): Validator {
  const known = made.get(schema);
  if (known) return known;
  const validator = new Validator(allowExpressions(schema), '2020-12', false);
  made.set(schema, validator);
  return validator;
}

/** Whether a value fits a schema in which any inner value may be an expression. */
export const fits = (schema: JsonObject, value: Json | undefined): boolean => value !== undefined && validatorOf(schema).validate(value).valid;

/** Every misfit with its pointer and words for a person. */
export function misfits(schema: JsonObject, value: Json): { pointer: string; keyword: string; message: string }[] {
  const { errors } = validatorOf(schema).validate(value);
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf').map(({ keywordLocation }) => `${keywordLocation}/`);
  const told = errors.filter(({ keyword, keywordLocation }) => keyword in words.misfit && !choices.some((choice) => keywordLocation.startsWith(choice)));
  return told.map((error) => ({ pointer: pointerOf(error), keyword: error.keyword, message: words.misfit[error.keyword as keyof typeof words.misfit] }));
}

/** Where a person looks for it: a field that is missing has a place, too. */
function pointerOf({ keyword, instanceLocation, error }: OutputUnit): string {
  const missing = keyword === 'required' ? /property "([^"]+)"/.exec(error)?.[1] : undefined;
  const place = instanceLocation.replace(/^#/, '');
  return missing === undefined ? place : `${place}/${missing}`;
}

/** rjsf's own question to a validator. */
export const validator: ValidatorType = {
  validateFormData(formData, schema) {
    const errors: RJSFValidationError[] = misfits(schema as JsonObject, formData as Json).map(({ pointer, keyword, message }) => ({
      name: keyword,
      property: pointer.replaceAll('/', '.'),
      message,
      stack: message,
    }));
    return { errors, errorSchema: toErrorSchema(errors) };
  },
  isValid: (schema: RJSFSchema, formData) => fits(schema as JsonObject, formData as Json | undefined),
  rawValidation: (schema: RJSFSchema, formData) => ({ errors: validatorOf(schema as JsonObject).validate(formData).errors as never[] }),
};
