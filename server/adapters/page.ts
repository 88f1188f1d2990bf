/** Pages of lists: a bounded length, and a cursor only while there is more. */

export const pageSize = (limit: number | undefined): number => Math.min(500, Math.max(1, limit ?? 50));

/** `found` holds one more than `size` when there is a following page. */
export function pageOf<T, R>(found: T[], size: number, cursorOf: (last: T) => string, show: (item: T) => R): { items: R[]; next: string | null } {
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items: items.map(show), next: found.length > size && last !== undefined ? cursorOf(last) : null };
}
