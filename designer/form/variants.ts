/** The forms a value may take, as a person chooses between them. Pure. */
import type { Json, JsonObject } from '../../server/http/api.ts';
import { form as words } from '../text/en/form.ts';
import { kindOf, variantsOf } from './schema-kind.ts';
import { fits } from './validator.ts';

export interface Choice {
  key: string;
  label: string;
  /** Absent for "not set". */
  schema?: JsonObject;
  /** What stands in the document once it is chosen and before anything is written. */
  start: Json | undefined;
}

/** Every choice in declared order; yes and no count as two, and "not set" comes first where the field may be empty. */
export function choicesOf(schema: JsonObject, required: boolean): Choice[] {
  const forms = variantsOf(schema)
    .flatMap(choiceOf)
    .map((choice, at) => ({ ...choice, key: `${at}` }));
  return required ? forms : [{ key: 'off', label: typeof schema['x-off'] === 'string' ? schema['x-off'] : words.field.off, start: undefined }, ...forms];
}

function choiceOf(schema: JsonObject): Omit<Choice, 'key'>[] {
  const label = typeof schema['title'] === 'string' ? schema['title'] : undefined;
  if (schema['const'] !== undefined)
    return [{ label: label ?? (schema['const'] === false ? words.variants.never : String(schema['const'])), schema, start: schema['const'] }];
  switch (kindOf(schema)) {
    case 'switch':
      return [
        { label: words.variants.yes, schema: { const: true }, start: true },
        { label: words.variants.no, schema: { const: false }, start: false },
      ];
    case 'group':
      return [{ label: label ?? words.variants.object, schema, start: undefined }];
    case 'list':
    case 'rows':
      return [{ label: label ?? words.variants.list, schema, start: undefined }];
    default:
      return [{ label: label ?? words.variants.text, schema, start: undefined }];
  }
}

/** The choice a value is of. What fits none yet is known by its rough shape, so that half-filled fields stay open. */
export function standing(choices: readonly Choice[], value: Json | undefined): Choice | undefined {
  if (value === undefined) return choices.find(({ schema }) => schema === undefined);
  const real = choices.filter(({ schema }) => schema !== undefined);
  return real.find(({ schema }) => fits(schema!, value)) ?? real.find(({ schema }) => shapeOf(value) === [schema!['type']].flat()[0]);
}

const shapeOf = (value: Json): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
