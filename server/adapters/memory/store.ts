import type { Store } from '../store.ts';
import { type MemoryDisk, memoryDisk } from './disk.ts';
import { memoryDocuments } from './documents.ts';
import { memoryReads } from './reads.ts';
import { memoryRuns } from './runs.ts';

/** A whole store in memory: the reference for the others, and the company of every quick test. */
export function memoryStore(disk: MemoryDisk = memoryDisk(), now: () => number = Date.now): Store {
  const claims = new Map<string, number>();
  return {
    runs: memoryRuns(disk, claims),
    documents: memoryDocuments(disk),
    reads: memoryReads(disk, claims, now),
    async close() {},
  };
}
