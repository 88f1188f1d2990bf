/** What the writer thread is asked to do. Each item crosses as one JSON text; long texts ride beside it, unread. */
import type { Put } from '../../engine/documents.ts';
import type { Commit, Delivery, Request, RunHead, Signal, TaskDoc } from '../../engine/ports.ts';
import type { DeliveryRow } from '../../engine/reads.ts';

/** A run to begin; its events and values follow as texts: events, then one per hash. */
export interface StartWork {
  head: RunHead;
  hasEvents: boolean;
  hashes: string[];
}

export type Work =
  /** Texts: the body, then those of each start. */
  | { kind: 'accept'; delivery: Omit<Delivery, 'body' | 'starts'>; starts: StartWork[] }
  /** Texts: the events, then one per hash. `since` numbers the last item whose answer the holder had when it looked. */
  | { kind: 'commit'; commit: Pick<Commit, 'head' | 'at' | 'author' | 'outbox' | 'counts' | 'taken' | 'release'>; hashes: string[]; since: number }
  | { kind: 'release'; tenant: string; runs: { id: string; wake: number | null; at: number; since: number; isOpen: boolean }[] }
  | { kind: 'signal'; signal: Signal }
  | { kind: 'ask'; request: Request }
  | { kind: 'late'; tenant: string; runId: string; at: number }
  | { kind: 'refused'; tenant: string; row: DeliveryRow }
  | { kind: 'task'; tenant: string; task: TaskDoc; was: TaskDoc['status'] }
  | { kind: 'put'; tenant: string; puts: Put[]; at: number };

/** Number, work as JSON, texts. */
export type WorkMessage = [no: number, work: string, ...texts: string[]];

/** One answer per item of a batch: the value, or why it failed. */
export type Answer = { no: number; value?: unknown; error?: string; unknown?: boolean; noRoom?: boolean };

export interface BatchAnswer {
  answers: Answer[];
  /** The file can no longer be trusted to keep what is written: nothing more is acknowledged. */
  broken?: string;
  /** Why nothing can be written for now; null once it can again. */
  noRoom?: string | null;
}
