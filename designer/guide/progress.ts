/** Which flows have the guide beside them, on this device. How far one is stands in the drawing itself. */
import { useSyncExternalStore } from 'react';

const key = (flowId: string): string => `orderloom.guide.${flowId}`;
const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

export function openGuide(flowId: string): void {
  localStorage.setItem(key(flowId), 'open');
  tell();
}

export function closeGuide(flowId: string): void {
  localStorage.removeItem(key(flowId));
  tell();
}

export const isGuideOpen = (flowId: string): boolean => localStorage.getItem(key(flowId)) !== null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Whether the guide stands beside this flow, in this and other tabs. */
export const useGuideOpen = (flowId: string): boolean => useSyncExternalStore(subscribe, () => isGuideOpen(flowId));
