import type { JsonObject } from '../../server/http/api.ts';
import { type FormField, formFields } from '../inbox/form-fields.ts';

export interface AuthFields {
  settings: FormField[];
  /** Kept in the vault, write-only. */
  secrets: FormField[];
}

/** Fields of a connector's form, those that are secret apart. */
export function authFields(auth: JsonObject): AuthFields {
  const properties = auth['properties'] as Record<string, JsonObject> | undefined; // the auth schema is an object's, by contract
  const isSecret = ({ name }: FormField): boolean => properties?.[name]?.['x-secret'] === true;
  const fields = formFields(auth);
  return { settings: fields.filter((field) => !isSecret(field)), secrets: fields.filter(isSecret) };
}

/** What a person does to a secret: nothing, a new value, or forgetting it. */
export type SecretChange = { value: string; ends?: string } | 'forget' | undefined;

/** The part of a request that the changed secrets make up. */
export function secretsOf(changes: Record<string, SecretChange>): { secrets: Record<string, string | null>; ends: Record<string, string> } {
  const made = Object.entries(changes).filter((entry): entry is [string, Exclude<SecretChange, undefined>] => entry[1] !== undefined);
  const set = made.flatMap(([name, change]) => (change === 'forget' ? [] : [{ name, ...change }])).filter(({ value }) => value !== '');
  return {
    secrets: Object.fromEntries([
      ...made.filter(([, change]) => change === 'forget').map(([name]) => [name, null] as const),
      ...set.map(({ name, value }) => [name, value] as const),
    ]),
    ends: Object.fromEntries(set.flatMap(({ name, ends }) => (ends ? [[name, ends]] : []))),
  };
}

/** Settings and secrets that are needed and missing, by field. */
export function missingIn({ settings, secrets }: AuthFields, values: JsonObject, changes: Record<string, SecretChange>, held: readonly string[]): string[] {
  const has = (name: string): boolean => {
    const change = changes[name];
    if (change === 'forget') return false;
    return change === undefined ? held.includes(name) : change.value !== '' || held.includes(name);
  };
  return [
    ...settings.filter(({ name, required }) => required && (values[name] === undefined || values[name] === '')).map(({ name }) => name),
    ...secrets.filter(({ name, required }) => required && !has(name)).map(({ name }) => name),
  ];
}
