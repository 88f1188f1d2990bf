import type { Json } from '../../flows/flow.ts';

/** Whether two values are written alike; the order of fields counts, for it is kept in the file. */
export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}
