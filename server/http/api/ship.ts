/** Deploying, and what becomes of the orders that are under way. */
import type { Money, Problem } from '../../../flows/flow.ts';
import type { DeployAsk, FlowDetail } from './flows.ts';

export interface VersionName {
  version: string;
  number: number;
}

/** Where runs of an older version wait, and what becomes of them. */
export interface WaitingPlace {
  node: string;
  title: string;
  /** Node type, for its icon. */
  type: string;
  /** The version these runs have. */
  from: VersionName;
  runs: number;
  money: Money[];
  /** What their version does there next, and what the new one would do. */
  before: string;
  after: string;
  /** How many may be moved where they stand. */
  safe: number;
  /** Why the others stay, most frequent first. */
  stays: { reason: string; runs: number }[];
}

/** GET /api/flows/{id}/deploy-preview: of the draft, or of a former version to roll back to. Nothing is changed. */
export interface DeployPreview {
  /** What new orders take now; absent when it was never deployed. */
  from?: VersionName;
  to: VersionName;
  /** Revision of the draft that was looked at, for If-Match; absent for a former version. */
  rev?: number;
  /** Errors and warnings of the drawing in this environment. */
  problems: Problem[];
  /** Tests kept with the drawing. */
  tests: number;
  slots: { slot: string; connector: string; connection?: string; paused: boolean }[];
  /** The longest way through all waits and deadlines, ms; absent where none is bounded by its drawing. */
  longestWaitMs?: number;
  /** Open runs of other versions: those that wait by place, those at work or stopped as numbers. All of them stay by default. */
  runs: number;
  working: number;
  parked: number;
  safe: number;
  places: WaitingPlace[];
  /** More runs are open than were looked at. */
  more: boolean;
}

/** POST /api/flows/{id}/deploy; `move`: what becomes of runs of older versions that wait. `leave` when absent. */
export interface ShipAsk extends DeployAsk {
  move?: 'leave' | 'safe';
}

/** POST /api/flows/{id}/move: to the version that is deployed. */
export interface MoveAsk {
  reason?: string;
}

/** Runs that were asked to move; each is judged once more by its holder. */
export interface MoveAnswer {
  asked: number;
  stay: number;
  more: boolean;
}

export interface DeployAnswer extends FlowDetail {
  moved?: MoveAnswer;
}
