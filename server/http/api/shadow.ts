/** A version beside the one deployed. */
import type { Json } from '../../../flows/flow.ts';
import type { RunStatus } from './basics.ts';

/** GET, POST and DELETE /api/flows/{id}/shadow: which version follows the one deployed. */
export interface ShadowInfo {
  flow: string;
  title: string;
  live?: { version: string; number: number };
  shadow?: { version: string; number: number; at: string; by: string; message: string };
}

/** POST /api/flows/{id}/shadow: a version that is kept, or the draft as it stands. */
export interface ShadowAsk {
  version?: string;
  draft?: true;
  message: string;
}

/**
 * `path`: another step or port; `due`: a wait that ends at another time; `made`, `not-made` and `body`: a call only the shadow
 * would make, only the live run made, or both with another request; `error`: what only the shadow runs into.
 */
export type ShadowDifferenceKind = 'path' | 'due' | 'made' | 'not-made' | 'body' | 'error' | 'money';

export interface ShadowDifference {
  kind: ShadowDifferenceKind;
  node: string;
  live?: Json;
  shadow?: Json;
}

/** A request as it would have left, without headers. `answer`: whose answer the shadow took; `none` was known. */
export interface ShadowCall {
  node: string;
  calls: { method: string; target: string; body?: Json }[];
  source: 'live' | 'recorded' | 'none';
}

/** `open`: no difference so far, and not both are over. `missing`: the delivery did not reach the shadow. */
export interface ShadowPair {
  key?: string;
  at: string;
  state: 'same' | 'differs' | 'open' | 'missing';
  live: { id: string; version: string; status: RunStatus };
  shadow?: { id: string; version: string; status: RunStatus };
  differences: ShadowDifference[];
  calls: ShadowCall[];
}

/** Totals are of at most 500 live runs, newest first; `complete` says whether there are no more. */
export interface ShadowTotals {
  runs: number;
  same: number;
  differs: number;
  open: number;
  missing: number;
  complete: boolean;
  /** Runs with at least one difference of a kind. */
  kinds: Record<ShadowDifferenceKind, number>;
}

/** GET /api/flows/{id}/shadow/report */
export interface ShadowReport extends ShadowInfo {
  totals: ShadowTotals;
  items: ShadowPair[];
  next: string | null;
}
