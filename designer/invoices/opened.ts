import { useSyncExternalStore } from 'react';
import type { EinvoiceView } from '../../server/http/api.ts';
import { viewInvoice } from '../api/money.ts';

/** The invoice that is open on this visit. */
export type Opened = { file: File; view?: EinvoiceView; error?: unknown };

let opened: Opened | undefined;
const listeners = new Set<() => void>();

function set(next: Opened | undefined): void {
  opened = next;
  for (const listener of listeners) listener();
}

/** Reads a file and shows it; one that is dropped meanwhile takes its place. */
export async function openInvoice(file: File): Promise<void> {
  set({ file });
  const answer = await viewInvoice(file).then(
    (view): Opened => ({ file, view }),
    (error: unknown): Opened => ({ file, error }),
  );
  if (opened?.file === file) set(answer);
}

export const closeInvoice = (): void => set(undefined);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useOpened = (): Opened | undefined => useSyncExternalStore(subscribe, () => opened);
