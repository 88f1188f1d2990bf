/** Drawings, their versions, samples and figures. */
import type { Flow, Json, JsonObject, Money, Problem } from '../../../flows/flow.ts';
import type { EffectClass, Group, NodeOutput } from '../../../nodes/node-type.ts';

export type { NodeOutput } from '../../../nodes/node-type.ts';

/** GET /api/node-types */
export interface NodeTypeInfo {
  type: string;
  title: string;
  summary: string;
  group: Group;
  icon: string;
  ports: string[];
  config: JsonObject;
  /** What a step gives, whole: documents are written out. */
  output?: NodeOutput;
  trigger?: string;
  effect?: { class: EffectClass; money: boolean };
}

/** GET /api/flows */
export interface FlowSummary {
  id: string;
  title: string;
  description: string;
  /** Deployed version hash; absent when never deployed. */
  version?: string;
  versionNumber?: number;
  deployedAt?: string;
  deployedBy?: string;
  paused: boolean;
  pauseReason?: string;
  /** The draft differs from the deployed version. */
  changed: boolean;
  problems: number;
  nodes: number;
  open: { running: number; waiting: number; parked: number };
  /** Money in open runs, by currency. */
  money: Money[];
  completed24h: number;
}

/** GET /api/flows/{id}; header `ETag` carries the draft's revision for If-Match. */
export interface FlowDetail {
  flow: Flow;
  rev: number;
  problems: Problem[];
  deployed?: { version: string; number: number; at: string; by: string; message: string; flow: Flow };
  paused: boolean;
  pauseReason?: string;
}

export interface VersionInfo {
  version: string;
  number: number;
  at: string;
  by: string;
  message: string;
  open: number;
}

/** GET /api/flows/{id}/samples */
export interface SampleInfo {
  id: string;
  name: string;
  at: string;
  by: string;
  /** Delivery it was taken from. */
  delivery?: string;
  /** Secrets and card numbers that were made unreadable. */
  hidden: number;
  body: Json;
}

/** POST /api/flows/{id}/samples: a document, or the delivery to take it from. 422 `sample.sensitive` names what to decide about. */
export interface SampleAsk {
  name: string;
  body?: Json;
  delivery?: string;
  sensitive?: 'hide' | 'keep';
}

/** GET /api/metrics/nodes */
export interface NodeFigures {
  node: string;
  started: number;
  completed: number;
  failed: number;
  retried: number;
  /** Runs standing here now. */
  waiting: number;
  waitingMoney: Money[];
  oldestMs?: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  money: Money[];
  /** completions by port, for line widths */
  ports: Record<string, number>;
}

export interface MetricsAnswer {
  flow: string;
  version?: string;
  from: string;
  to: string;
  /** True while the last minutes are still being counted. */
  live: boolean;
  nodes: NodeFigures[];
  buckets?: { at: string; nodes: NodeFigures[] }[];
}

/** POST /api/flows/{id}/deploy */
export interface DeployAsk {
  message?: string;
  pause?: boolean;
  /** Why the tests of the draft are not run; a failing one refuses the deploy otherwise. */
  skipTests?: string;
}

/** POST /api/flows/{id}/rollback; the version before the current one when none is named. */
export interface RollbackAsk {
  version?: string;
  message?: string;
}

/** POST /api/flows/{id}/validate: body is a drawing, or nothing for the stored draft. 422 with `problems` when errors stand. */
export interface ValidateAnswer {
  problems: Problem[];
}
