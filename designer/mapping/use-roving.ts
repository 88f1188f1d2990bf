import { type KeyboardEvent, useState } from 'react';

export interface Roving {
  /** 0 for the row the Tab key reaches, -1 for all others. */
  tabIndex(index: number): 0 | -1;
  onFocus(index: number): void;
  /** Arrows, Home and End; true when the key was one of them. */
  onKey(event: KeyboardEvent<HTMLElement>): boolean;
}

/** One tab stop for a list of rows. Rows carry `data-index`. */
export function useRoving(count: number): Roving {
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, count - 1));
  const go = (pane: HTMLElement, index: number): void => {
    const next = Math.min(count - 1, Math.max(0, index));
    setAt(next);
    pane.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus();
  };
  return {
    tabIndex: (index) => (index === current ? 0 : -1),
    onFocus: setAt,
    onKey(event) {
      const to: Record<string, number> = {
        ArrowDown: current + 1,
        ArrowUp: current - 1,
        Home: 0,
        End: count - 1,
        PageDown: current + 12,
        PageUp: current - 12,
      };
      const next = to[event.key];
      if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
      event.preventDefault();
      go(event.currentTarget, next);
      return true;
    },
  };
}
