import { isDuration, words } from '../flows/duration.ts';

/** A length from config in words for a card: it may be a duration, an expression, or not yet filled in. */
export function saidLength(value: unknown): string {
  if (typeof value === 'string') return isDuration(value) ? words(value) : value;
  return value === undefined ? '…' : 'a computed time';
}
