import { useSyncExternalStore } from 'react';
import type { BankFileAnswer, StatementTaken } from '../../server/http/api.ts';
import { readBankFile } from '../api/money.ts';

/** A file of this visit, from its drop to the books. */
export interface ReadFile {
  key: number;
  file: File;
  answer?: BankFileAnswer;
  error?: unknown;
  taken?: StatementTaken;
  /** Why the books would not have it. */
  refused?: unknown;
}

let files: ReadFile[] = [];
let count = 0;
let reading = Promise.resolve();
const listeners = new Set<() => void>();

function set(next: ReadFile[]): void {
  files = next;
  for (const listener of listeners) listener();
}

const amend = (key: number, more: Partial<ReadFile>): void => set(files.map((one) => (one.key === key ? { ...one, ...more } : one)));

/** Reads files one after the other, newest shown first; the list outlives the page. */
export function addFiles(dropped: readonly File[]): void {
  const added = dropped.map((file): ReadFile => ({ key: ++count, file }));
  set([...added, ...files]);
  for (const { key, file } of added) {
    reading = reading.then(async () => {
      try {
        amend(key, { answer: await readBankFile(file) });
      } catch (error) {
        amend(key, { error });
      }
    });
  }
}

export const markTaken = (key: number, taken: StatementTaken): void => amend(key, { taken });
export const markRefused = (key: number, refused: unknown): void => amend(key, { refused });
export const removeFile = (key: number): void => set(files.filter((one) => one.key !== key));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useFiles = (): readonly ReadFile[] => useSyncExternalStore(subscribe, () => files);
