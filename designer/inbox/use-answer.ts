import { type RefObject, useRef, useState } from 'react';
import type { Json, JsonObject } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { en } from '../text/en.ts';
import { type FormField, formFields, missing, outcomesOf, refusalsByField } from './form-fields.ts';

export interface Answer {
  fields: FormField[];
  outcomes: string[];
  value: JsonObject;
  errors: Record<string, string>;
  form: RefObject<HTMLFormElement | null>;
  change(name: string, value: Json | undefined): void;
  /** The answer as it may be sent; nothing while a needed field is empty, which is said at the field. */
  whole(outcome: string | undefined): JsonObject | undefined;
  /** Says at its field what the hub refused; false when it is about none of them. */
  refuse(error: unknown): boolean;
}

/** What somebody fills into a task's form, and what is still wrong with it. */
export function useAnswer(schema: JsonObject): Answer {
  const fields = formFields(schema);
  const [value, setValue] = useState<JsonObject>(() =>
    Object.fromEntries(fields.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]]))),
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useRef<HTMLFormElement>(null);

  const show = (next: Record<string, string>) => {
    setErrors(next);
    const first = fields.find((field) => next[field.name]);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first.name)}"]`)?.focus();
  };
  return {
    fields,
    outcomes: outcomesOf(schema),
    value,
    errors,
    form,
    change(name, next) {
      const { [name]: _old, ...rest } = value;
      setValue(next === undefined ? rest : { ...rest, [name]: next });
      const { [name]: _error, ...others } = errors;
      setErrors(others);
    },
    whole(outcome) {
      const empty = missing(fields, value);
      if (empty.length === 0) return outcome === undefined ? value : { ...value, outcome };
      show(Object.fromEntries(empty.map((name) => [name, en.inbox.required])));
      return undefined;
    },
    refuse(error) {
      const named = error instanceof ApiError && error.problems ? refusalsByField(error.problems) : {};
      const isNamed = fields.some((field) => named[field.name]);
      if (isNamed) show(named);
      return isNamed;
    },
  };
}
