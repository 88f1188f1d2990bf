/**
 * What the protocol asks of MongoDB, in six verbs. The driver stands behind them (open-shelves.ts), in the
 * simulator a model that fails on purpose. Every call is one round trip, and any call may reject although it
 * was applied.
 */
import type { CommitDoc, DeliveryDoc, LateDoc, LeaseDoc, PayloadDoc, RequestDoc, RunDoc, SignalDoc, TaskDocument, TouchedDoc } from './layout.ts';

type Scalar = string | number | boolean;

/**
 * A field (dotted path; an array matches when one member does) against a value or a few comparisons; `$or` takes whole filters.
 * A comparison with a field that is missing is false, except `$exists: false` and `$ne`.
 */
export interface Test {
  $in?: Scalar[];
  $lt?: Scalar;
  $lte?: Scalar;
  $gt?: Scalar;
  $gte?: Scalar;
  $ne?: Scalar;
  $exists?: boolean;
}
export interface Filter {
  $or?: Filter[];
  [field: string]: Scalar | Test | Filter[] | undefined;
}

/** Several at once are one atomic change of one document. `$min` sets a missing field. */
export interface Change {
  $set?: Record<string, unknown>;
  $unset?: Record<string, true>;
  $inc?: Record<string, number>;
  $min?: Record<string, number>;
}

export interface FindOptions {
  sort?: Record<string, 1 | -1>;
  limit?: number;
  /** Leave these fields behind. */
  without?: string[];
  /** Bring only these, and `_id`. */
  only?: string[];
}

export interface Shelf<D extends { _id: string }> {
  /** Keeps what is not there yet; answers with the positions whose `_id` was taken. One taken id does not stop the others. */
  insert(docs: D[]): Promise<Set<number>>;
  /** One change after the other, each on the first document that fits its filter. */
  update(changes: { filter: Filter; change: Change }[]): Promise<void>;
  /** Every document that fits; answers with how many did. Each document changes atomically, not all of them together. */
  updateAll(filter: Filter, change: Change): Promise<number>;
  find(filter: Filter, options?: FindOptions): Promise<D[]>;
  /** Stores the whole document, whatever was there. */
  replace(docs: D[]): Promise<void>;
  remove(filter: Filter): Promise<void>;
}

/** One shelf per kind of document. */
export interface Shelves {
  runs: Shelf<RunDoc>;
  commits: Shelf<CommitDoc>;
  payloads: Shelf<PayloadDoc>;
  deliveries: Shelf<DeliveryDoc>;
  signals: Shelf<SignalDoc>;
  requests: Shelf<RequestDoc>;
  tasks: Shelf<TaskDocument>;
  late: Shelf<LateDoc>;
  /** Minutes whose figures must be made anew. */
  touched: Shelf<TouchedDoc>;
  /** Duties and places held for a while. */
  leases: Shelf<LeaseDoc>;
  /** Time of the store, ms since 1970: the one clock that leases are measured with. */
  now(): number;
}
