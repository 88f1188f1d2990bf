/** Pages of what has a place in the order of arrival. Two processes may give one number: a page never ends between them. */
import type { Page } from '../../engine/reads.ts';

/** So many more than a page are read, to see what follows and what shares its last number. */
export const beyond = 8;

/** `found`: at most `size + beyond` of what comes after the cursor, newest first. */
export function pageByNumber<D extends { n: number }, R>(found: D[], size: number, show: (doc: D) => R): Page<R> {
  let end = Math.min(size, found.length);
  while (end < found.length && found[end]!.n === found[end - 1]!.n) end += 1;
  const hasMore = end < found.length || found.length === size + beyond;
  return { items: found.slice(0, end).map(show), next: hasMore ? String(found[end - 1]!.n) : null };
}

export const afterCursor = (cursor: string | undefined): { n?: { $lt: number } } => (cursor === undefined ? {} : { n: { $lt: Number(cursor) } });
