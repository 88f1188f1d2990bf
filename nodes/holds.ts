import type { Json } from '../flows/flow.ts';

/** What counts as yes in a condition: true, and any value that says something. */
export function holds(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holds);
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
