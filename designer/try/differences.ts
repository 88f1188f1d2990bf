/** Fields in which an output differs from that of the real order. */
import type { Json } from '../../server/http/api.ts';

export interface FieldDifference {
  /** `lines.0.sku`; empty for the whole. */
  field: string;
  real: Json | undefined;
  here: Json | undefined;
}

export function differencesOf(real: Json | undefined, here: Json | undefined, field = ''): FieldDifference[] {
  if (isHolder(real) && isHolder(here) && Array.isArray(real) === Array.isArray(here)) {
    const [one, other] = [real as { [key: string]: Json }, here as { [key: string]: Json }]; // a list is read by its positions
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
      differencesOf(one[key], other[key], field === '' ? key : `${field}.${key}`),
    );
  }
  return real === here ? [] : [{ field, real, here }];
}

const isHolder = (value: Json | undefined): value is object & Json => typeof value === 'object' && value !== null;
