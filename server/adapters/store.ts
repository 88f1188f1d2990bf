import type { Documents } from '../engine/documents.ts';
import type { RunStore } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';

/** Everything one profile keeps: runs, documents and the reports on them, opened and closed together. */
export interface Store {
  runs: RunStore;
  documents: Documents;
  reads: Reads;
  close(): Promise<void>;
  /** Write a consistent copy to `file` while work goes on. */
  backup?(file: string): Promise<void>;
}
