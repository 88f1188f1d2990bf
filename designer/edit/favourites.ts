import { useSyncExternalStore } from 'react';

/** Node types a person keeps on top of the palette, in this browser. */
const place = 'orderloom-favourite-nodes';
const listeners = new Set<() => void>();
let known: { text: string | null; types: readonly string[] } | undefined;

function read(): readonly string[] {
  const text = localStorage.getItem(place);
  if (known?.text !== text) known = { text, types: text?.split(' ').filter(Boolean) ?? [] };
  return known.types;
}

export function toggleFavourite(type: string): void {
  const types = read();
  localStorage.setItem(place, (types.includes(type) ? types.filter((one) => one !== type) : [...types, type]).join(' '));
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
export const useFavourites = (): readonly string[] => useSyncExternalStore(subscribe, read);
