import type { Documents } from '../engine/documents.ts';
import type { RunStore } from '../engine/ports.ts';
import type { Reads, Room } from '../engine/reads.ts';

/** Everything one profile keeps: runs, documents and the reports on them, opened and closed together. */
export interface Store {
  runs: RunStore;
  documents: Documents;
  reads: Reads;
  close(): Promise<void>;
  /** Room on the disk, where the store watches over one. */
  room?: { level(): Room; onChange(call: (level: Room) => void): void };
  /** Whether it answers, where it may stand on another machine. */
  isUp?(): Promise<boolean>;
  /** Work of the store itself that one process does at a time; answers with its end. */
  care?(report: (message: string, details: { error?: unknown }) => void): () => void;
  /** Write a consistent copy to `file` while work goes on. */
  backup?(file: string): Promise<void>;
}
