/** Runs, their steps, and what people ask of them. */
import type { Flow, Json, Money } from '../../../flows/flow.ts';
import type { EffectClass } from '../../../nodes/node-type.ts';
import type { RunStatus, StepStatus } from './basics.ts';

/** GET /api/review: one effect that may have been done after the backup was taken. */
export interface ReviewItem {
  runId: string;
  flow: string;
  keys: string[];
  node: string;
  title: string;
  class: 'A' | 'B' | 'C';
  /** The key its call carries where the receiver takes one; otherwise the order's own keys are what to look for there. */
  effectKey: string;
  heldAt: string;
  /** The backup knew this run; otherwise it came in after the backup was put back. */
  inBackup: boolean;
}

/** GET /api/runs */
export interface RunInfo {
  id: string;
  flow: string;
  flowTitle: string;
  version: string;
  status: RunStatus;
  code?: string;
  reason?: string;
  keys: string[];
  startedAt: string;
  updatedAt: string;
  endedAt?: string;
  wakeAt?: string;
  amount?: Money;
  /** Titles and ids of the nodes with an open step. */
  at: { node: string; title: string }[];
  parent?: string;
}

/** GET /api/runs/{id} */
export interface RunDetail extends RunInfo {
  trigger: Json;
  order: Json;
  output?: Json;
  /** The drawing of the version this run goes by. */
  drawing: Flow;
  /** When it was moved to another version than the one it began with, oldest first; absent when never. */
  moves?: { at: string; from: string; to: string; by: string; reason: string }[];
  /** Signals this run has taken and those waiting under its keys. */
  signals: { id: string; name: string; key: string; data: Json; at: string; taken: boolean }[];
  /** Signal names this run listens to now. */
  listensTo: string[];
  /** Steps whose undoing is drawn, in the order in which they are undone when the run is canceled. */
  undo: UndoInfo[];
  can: { cancel: boolean; retry: boolean; skip: boolean; signal: boolean };
}

/** `possible` before the run is canceled, `next` while others are undone, `left` when it was canceled without. */
export interface UndoInfo {
  /** Id and title of what was done, and title of what undoes it. */
  step: string;
  title: string;
  by: string;
  status: 'possible' | 'next' | 'under-way' | 'undone' | 'failed' | 'left';
}

/** GET /api/runs/{id}/steps */
export interface StepInfo {
  id: string;
  node: string;
  title: string;
  type: string;
  status: StepStatus;
  port?: string;
  attempt: number;
  revision: number;
  from?: string;
  startedAt: string;
  endedAt?: string;
  /** When the next attempt or deadline is due. */
  due?: string;
  ms?: number;
  input: Json;
  output?: Json;
  error?: { code: string; message: string };
  effect?: { class: EffectClass; key: string };
  waitingFor?: { signals: string[]; seen: string[]; until?: string; task?: string };
  attempts: { attempt: number; at: string; error: { code: string; message: string } }[];
  /** One sentence: "Held 30 min from placing, released early by Ada". */
  story: string;
}

/** Answer of POST /api/runs/{id}/cancel; 202 while `pending`. */
export interface CancelAnswer {
  result: 'canceled' | 'too-late' | 'pending';
  status: RunStatus;
}

/** POST /api/flows/{id}/runs, with header Idempotency-Key */
export interface StartAsk {
  input: Json;
  key?: string;
}

export interface StartAnswer {
  runId: string;
  duplicate: boolean;
}

/** POST /api/runs/{id}/cancel, and …/pause of a flow */
export interface ReasonAsk {
  reason?: string;
}

/** POST /api/runs/{id}/retry */
export interface RetryAsk {
  from?: string;
  patch?: Json;
  reason?: string;
}

/** POST /api/runs/{id}/skip */
export interface SkipAsk {
  step?: string;
  reason?: string;
}

/** POST /api/runs/bulk: up to 1,000 runs per call, named or found. `dryRun` only counts. */
export interface BulkAsk {
  act: 'retry' | 'cancel' | 'skip';
  ids?: string[];
  filter?: { flow?: string; status?: RunStatus; key?: string; node?: string; code?: string; from?: string; to?: string };
  reason: string;
  dryRun?: boolean;
}

export interface BulkAnswer {
  matched: number;
  done: number;
  refused: { id: string; code: string; detail: string }[];
  /** More runs fit the filter than one call takes. */
  more: boolean;
}

/** POST /api/signals */
export interface SignalAsk {
  name: string;
  key: string;
  data?: Json;
  id?: string;
}

export interface SignalAnswer {
  id: string;
  duplicate: boolean;
  woken: string[];
}
