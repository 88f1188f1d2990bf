/** How this browser looks at a flow: which containers are folded, and from inside of which it is seen. No part of the document. */
import { useSyncExternalStore } from 'react';

export interface ViewState {
  folds: ReadonlySet<string>;
  /** The container whose body is seen. */
  inside: string | undefined;
}

export interface ViewStore {
  get(): ViewState;
  subscribe(listener: () => void): () => void;
  fold(container: string): void;
  enter(container: string | undefined): void;
  /** Opens what hides a node that lies in the bodies of these containers. */
  reveal(containers: readonly string[]): void;
}

type Place = Pick<Storage, 'getItem' | 'setItem'>;

export function createViewStore(flowId: string, place: Place = localStorage): ViewStore {
  const key = `orderloom-view/${flowId}`;
  const listeners = new Set<() => void>();
  let state: ViewState = { folds: new Set(readFolds(place.getItem(key))), inside: undefined };
  const set = (change: Partial<ViewState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    fold(container) {
      const folds = new Set(state.folds);
      if (!folds.delete(container)) folds.add(container);
      place.setItem(key, JSON.stringify([...folds]));
      set({ folds });
    },
    enter: (inside) => set({ inside }),
    reveal(containers) {
      const { folds, inside } = state;
      const left = [...folds].filter((one) => !containers.includes(one));
      const isOutside = inside !== undefined && !containers.includes(inside);
      if (left.length < folds.size || isOutside) set({ folds: new Set(left), ...(isOutside ? { inside: undefined } : {}) });
    },
  };
}

function readFolds(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export const useViewState = (store: ViewStore): ViewState => useSyncExternalStore(store.subscribe, store.get);
