import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';

export interface Crumb {
  name: string;
  to?: string;
}

/** Holds the trail of the page shown, so that a page can name itself once its data is there. */
export function makeTrail() {
  let crumbs: Crumb[] = [];
  const listeners = new Set<() => void>();
  return {
    read: () => crumbs,
    set(next: Crumb[]) {
      crumbs = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const Trail = createContext(makeTrail());

/** Names the page in the breadcrumb and in the browser's tab. */
export function useCrumbs(crumbs: Crumb[]): void {
  const trail = useContext(Trail);
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    const next = JSON.parse(key) as Crumb[]; // what we stringified above
    trail.set(next);
    document.title = [...next.map((crumb) => crumb.name).reverse(), 'Orderloom'].join(' · ');
  }, [trail, key]);
}

/** The breadcrumb as the page shown set it. */
export function useTrail(): Crumb[] {
  const trail = useContext(Trail);
  return useSyncExternalStore(trail.subscribe, trail.read);
}
