import { useSyncExternalStore } from 'react';

const place = 'orderloom-single-letters';
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Whether single letters act: on, until this person switches them off in this browser. */
export const areLettersOn = (): boolean => localStorage.getItem(place) !== 'off';

/** Switches single letters on or off, for this browser. */
export function switchLetters(on: boolean): void {
  if (on) localStorage.removeItem(place);
  else localStorage.setItem(place, 'off');
  for (const listener of listeners) listener();
}

export const useLettersOn = (): boolean => useSyncExternalStore(subscribe, areLettersOn);
