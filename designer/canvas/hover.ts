import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

/** Which line the pointer is on, kept beside React Flow: only the line left and the line entered draw again. */
export interface Hover {
  set(id: string | undefined): void;
  subscribe(id: string, listener: () => void): () => void;
  is(id: string): boolean;
}

export function createHover(): Hover {
  let current: string | undefined;
  const listeners = new Map<string, () => void>();
  return {
    set(id) {
      if (id === current) return;
      const before = current;
      current = id;
      for (const one of [before, id]) if (one !== undefined) listeners.get(one)?.();
    },
    subscribe(id, listener) {
      listeners.set(id, listener);
      return () => void listeners.delete(id);
    },
    is: (id) => id === current,
  };
}

export const HoverContext = createContext<Hover>(createHover());

export function useIsHovered(id: string): boolean {
  const hover = useContext(HoverContext);
  const subscribe = useCallback((listener: () => void) => hover.subscribe(id, listener), [hover, id]);
  const read = () => hover.is(id);
  return useSyncExternalStore(subscribe, read, read);
}
