/** Reading fields of JSON whose shape nobody promised. */
import type { Json, JsonObject } from '../flows/flow.ts';

/** The value as an object; an empty one when it is something else. */
export const objectOf = (value: Json | undefined): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});

/** The value as a list; an empty one when it is something else. */
export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** The value as text; nothing when it is empty or neither text nor number. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value at a path of keys. */
export function fieldOf(value: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => objectOf(at)[key], value);
}
