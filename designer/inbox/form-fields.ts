import type { Json, JsonObject } from '../../server/http/api.ts';

export type Widget = 'text' | 'long' | 'number' | 'integer' | 'yes-no' | 'radios' | 'select' | 'date' | 'moment';

export interface FormField {
  name: string;
  title: string;
  hint?: string;
  required: boolean;
  widget: Widget;
  choices: string[];
  initial: Json | undefined;
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A field name as a person would write it: "poNumber" is "Po number". */
export function sayName(name: string): string {
  const words = name.replaceAll(/[_.-]+/g, ' ').replaceAll(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function widgetOf(schema: JsonObject, choices: number): Widget {
  if (choices > 0) return choices <= 4 ? 'radios' : 'select';
  switch (schema['type']) {
    case 'boolean':
      return 'yes-no';
    case 'integer':
      return 'integer';
    case 'number':
      return 'number';
  }
  if (schema['format'] === 'date') return 'date';
  if (schema['format'] === 'date-time') return 'moment';
  return schema['x-widget'] === 'textarea' || Number(schema['maxLength'] ?? 0) > 200 ? 'long' : 'text';
}

/** What a task's form asks for, in its order; the outcome is asked by buttons, not here. */
export function formFields(form: JsonObject): FormField[] {
  const required = Array.isArray(form['required']) ? form['required'] : [];
  const properties = isObject(form['properties']) ? form['properties'] : {};
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (name === 'outcome' && outcomesOf(form).length > 0) return [];
    if (!isObject(schema)) return [];
    const choices = Array.isArray(schema['enum']) ? schema['enum'].filter((each) => typeof each === 'string') : [];
    const hint = text(schema['description']);
    return [
      {
        name,
        title: text(schema['title']) ?? sayName(name),
        ...(hint ? { hint } : {}),
        required: required.includes(name),
        widget: widgetOf(schema, choices.length),
        choices,
        initial: schema['default'],
      },
    ];
  });
}

/** Ways out the form offers; each becomes a button. */
export function outcomesOf(form: JsonObject): string[] {
  const outcome = isObject(form['properties']) ? form['properties']['outcome'] : undefined;
  return isObject(outcome) && Array.isArray(outcome['enum']) ? outcome['enum'].filter((each) => typeof each === 'string') : [];
}

/** Fields that are required and still empty. */
export const missing = (fields: FormField[], answer: JsonObject): string[] =>
  fields.filter((field) => field.required && (answer[field.name] === undefined || answer[field.name] === '')).map((field) => field.name);

/** Refusals of the hub by field: a problem at "/answer/quantity" belongs to "quantity". */
export function refusalsByField(problems: { path: string; message: string }[]): Record<string, string> {
  return Object.fromEntries(problems.map(({ path, message }) => [path.split('/')[2]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '', message]));
}
