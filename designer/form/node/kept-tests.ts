/** Answers of connection tests, kept while this page is open: ten minutes as an answer, then only as a time. */
import { useSyncExternalStore } from 'react';
import type { ConnectionTest } from '../../../server/http/api.ts';

export interface KeptTest {
  at: number;
  /** The hub's answer, or why it could not ask. */
  result: ConnectionTest | { failed: string };
}

export const fresh = 600_000;

const kept = new Map<string, KeptTest>();
const listeners = new Set<() => void>();

export function keepTest(connection: string, test: KeptTest): void {
  kept.set(connection, test);
  for (const listener of listeners) listener();
}

export const useKeptTest = (connection: string | undefined): KeptTest | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => (connection === undefined ? undefined : kept.get(connection)),
    () => undefined,
  );
