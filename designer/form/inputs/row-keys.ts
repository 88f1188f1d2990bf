import { useState } from 'react';

/** Keys that stay with rows while they are moved and removed, so that what is typed in one never lands in another. */
export function useRowKeys(length: number) {
  const [{ keys, next }, setKeys] = useState(() => ({ keys: Array.from({ length }, (_, at) => at), next: length }));
  let shown = keys;
  if (keys.length !== length) {
    // Rows came or went from elsewhere, such as by undo: at the end, as far as anybody can tell.
    const more = Array.from({ length: Math.max(0, length - keys.length) }, (_, at) => next + at);
    shown = [...keys.slice(0, length), ...more];
    setKeys({ keys: shown, next: next + more.length });
  }
  return {
    keys: shown,
    added: () => setKeys({ keys: [...shown, next], next: next + 1 }),
    removed: (at: number) => setKeys({ keys: shown.toSpliced(at, 1), next }),
    swapped: (at: number, to: number) => setKeys({ keys: swap(shown, at, to), next }),
  };
}

/** A list with two of its items in each other's place. */
export function swap<T>(items: readonly T[], at: number, to: number): T[] {
  const [one, other] = [items[at], items[to]];
  if (one === undefined || other === undefined) return [...items];
  return items.with(at, other).with(to, one);
}
