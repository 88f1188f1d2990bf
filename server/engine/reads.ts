/** Reports on runs: what lists, screens and figures read. Never used to decide anything about a run. */
import type { Json } from '../../flows/flow.ts';
import type { Claim, NodeCount, RunHead, TaskDoc } from './ports.ts';

export interface RunFilter {
  flow?: string;
  status?: string[];
  key?: string;
  node?: string;
  from?: number;
  to?: number;
  code?: string;
  fingerprint?: string;
  cursor?: string;
  limit?: number;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface DeliveryRow {
  id: string;
  at: number;
  endpoint: string;
  /** HTTP status answered. */
  status: number;
  code?: string;
  detail?: string;
  bytes: number;
  event?: string;
  key?: string;
  duplicate: boolean;
  runs: { flow: string; version: string; runId: string }[];
}

export interface DeliveryFilter {
  endpoint?: string;
  refused?: boolean;
  key?: string;
  /** First and last instant of arrival, both included. */
  from?: number;
  to?: number;
  cursor?: string;
  limit?: number;
}

/** Room where the store keeps things: `low` takes no new orders, `scarce` starts no effects, `full` could not write. */
export type Room = 'ample' | 'low' | 'scarce' | 'full';

/** Codes of runs that wait until somebody resumes a flow or trigger, or a connection. */
export const heldCodes = ['flow.paused', 'connection.paused'] as const;

/** Held runs of one flow at one node; `by` names the paused connection. */
export interface HeldRow {
  flow: string;
  /** The trigger they came in by, or the first node that waits. */
  node: string;
  code: string;
  by?: string;
  runs: number;
  /** Start of the oldest. */
  oldest: number;
  /** Minor units by currency. */
  money: Record<string, string>;
}

export interface Reads {
  runs(tenant: string, filter: RunFilter): Promise<Page<RunHead>>;
  run(tenant: string, id: string): Promise<{ head: RunHead; commits: Claim['commits']; late: Claim['commits'] } | undefined>;
  /** Newest first. */
  deliveries(tenant: string, filter: DeliveryFilter): Promise<Page<DeliveryRow>>;
  deliveryBody(tenant: string, id: string): Promise<{ body: string; endpoint: string } | undefined>;
  /** A message that was refused: kept as a row without starting anything. Lossy by design under overload. */
  refused(tenant: string, row: DeliveryRow): void;
  tasks(tenant: string, filter: { status?: string; role?: string; runId?: string; cursor?: string; limit?: number }): Promise<Page<TaskDoc>>;
  task(tenant: string, id: string): Promise<TaskDoc | undefined>;
  /** Compare-and-set on status and claimedBy. */
  updateTask(tenant: string, task: TaskDoc, was: TaskDoc['status']): Promise<boolean>;
  /** One figure per node, or per node and span of `bucketMs` (`minute` is its first); versions are added up unless one is asked for. `latency` holds 40 counters here, one per bucket. */
  counts(tenant: string, filter: { flow: string; version?: string; from: number; to: number; bucketMs?: number }): Promise<NodeCount[]>;
  /** Open runs by flow and node, with money: the live board. */
  open(tenant: string, flow?: string): Promise<{ flow: string; node: string; status: string; runs: number; oldest: number; money: Record<string, string> }[]>;
  /** What waits for a switch to be turned on again. */
  held(tenant: string): Promise<HeldRow[]>;
  signalsOf(tenant: string, keys: string[]): Promise<{ id: string; name: string; key: string; data: Json; at: number }[]>;
  /** Open runs that are at work or wait for a time and yet are never due: there should be none. At most 100. */
  forgotten(): Promise<{ tenant: string; runId: string }[]>;
  /** For admission and /metrics. */
  health(): Promise<{
    oldestReadyMs: number;
    open: number;
    commitP99Ms: number /** Strokes handed to the store and not yet durable. */;
    commitsOpen?: number;
    room?: Room;
  }>;
}
