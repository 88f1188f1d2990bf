import { isMoney, type Json } from '../../flows/flow.ts';
import { mapping as words } from '../text/en/mapping.ts';

/** A value in one short line. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (isMoney(value)) return `${value.amount} ${value.currency}`;
  if (Array.isArray(value)) return words.items(value.length);
  if (typeof value === 'object')
    return Object.values(value)
      .filter((inner) => typeof inner === 'string' || typeof inner === 'number')
      .slice(0, 3)
      .join(', ');
  return String(value);
}
