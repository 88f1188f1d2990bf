/** The example a person looks at a flow with, remembered per flow in this browser: expressions, mappings and tries share it. */
import { useSyncExternalStore } from 'react';
import type { Json } from '../../server/http/api.ts';

/** A stored sample, a past run, or a document that was pasted or comes with the hub. */
export type Pin = { kind: 'sample'; id: string; name: string } | { kind: 'run'; id: string; key: string } | { kind: 'json'; name: string; body: Json };

const placeOf = (flow: string): string => `pinned-sample.${flow}`;
/** A longer document stays pinned until the page is left. */
const longestKept = 200_000;

const pins = new Map<string, Pin | undefined>();
const listeners = new Set<() => void>();

/** What is pinned for a flow; undefined while nothing is. */
export function pinnedSample(flow: string): Pin | undefined {
  if (!pins.has(flow)) pins.set(flow, readPin(globalThis.localStorage?.getItem(placeOf(flow)) ?? null));
  return pins.get(flow);
}

/** Pins another example, or none. */
export function pinSample(flow: string, pin: Pin | undefined): void {
  pins.set(flow, pin);
  const text = pin && JSON.stringify(pin);
  if (text === undefined || text.length > longestKept) globalThis.localStorage?.removeItem(placeOf(flow));
  else globalThis.localStorage?.setItem(placeOf(flow), text);
  for (const tell of listeners) tell();
}

/** What is pinned for a flow, and how to pin something else; every place on the page sees the same. */
export function usePinnedSample(flow: string): [Pin | undefined, (pin: Pin | undefined) => void] {
  const pin = useSyncExternalStore(listen, () => pinnedSample(flow));
  return [pin, (next) => pinSample(flow, next)];
}

/** How people call what is pinned: the key of the order, or the name of the sample. */
export const nameOfPin = (pin: Pin): string => (pin.kind === 'run' ? pin.key : pin.name);

function listen(tell: () => void): () => void {
  const reread = ({ key }: StorageEvent): void => {
    if (key !== null && !key.startsWith(placeOf(''))) return;
    pins.clear();
    tell();
  };
  listeners.add(tell);
  globalThis.addEventListener?.('storage', reread);
  return () => {
    listeners.delete(tell);
    globalThis.removeEventListener?.('storage', reread);
  };
}

/** What another version of the page, or nobody, wrote there. */
export function readPin(text: string | null): Pin | undefined {
  if (text === null) return undefined;
  try {
    const pin = JSON.parse(text) as Partial<Record<string, unknown>>; // checked field by field
    const isText = (...names: string[]): boolean => names.every((name) => typeof pin[name] === 'string');
    if (pin['kind'] === 'sample' && isText('id', 'name')) return pin as unknown as Pin;
    if (pin['kind'] === 'run' && isText('id', 'key')) return pin as unknown as Pin;
    return pin['kind'] === 'json' && isText('name') && pin['body'] !== undefined ? (pin as unknown as Pin) : undefined;
  } catch {
    return undefined;
  }
}
