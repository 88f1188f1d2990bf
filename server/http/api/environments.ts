/** Where flows run, what stands there, and what slots mean there. */
import type { Problem } from '../../../flows/flow.ts';

/** GET /api/environments/{env}/asked: a slot of a flow, deployed or drafted, and what it is bound to. */
export interface AskedSlot {
  flow: string;
  flowTitle: string;
  slot: string;
  connector: string;
  deployed: boolean;
  connection: string | null;
  /** Bound for this flow alone, or for every flow that asks for the slot. */
  own: boolean;
}

/** GET /api/environments; POST makes one. What runs in one is asked for with `?environment=test`. */
export interface EnvironmentInfo {
  name: string;
  title: string;
  kind: 'test' | 'production';
  color: 'red' | 'blue';
  /** The hub's own one, meant where a call names none. */
  active: boolean;
  /** How many values it has, for `env.name`. */
  values: number;
}

export interface EnvironmentAsk {
  name: string;
  title?: string;
  kind?: 'test' | 'production';
  /** Begins with the bindings of this environment. */
  bindingsOf?: string;
}

/** GET /api/flows/{id}/deployments */
export interface DeploymentInfo {
  environment: string;
  title: string;
  kind: 'test' | 'production';
  deployed?: { version: string; number: number; at: string; by: string; message: string; paused: boolean };
}

/** POST /api/flows/{id}/promote; `version` is the one that was looked at, refused when another stands in `from` by now. */
export interface PromoteAsk {
  from: string;
  to: string;
  version?: string;
  message?: string;
  dryRun?: boolean;
}

export interface PromoteAnswer {
  flow: string;
  title: string;
  from: string;
  to: string;
  version: string;
  number: number;
  replaces?: { version: string; number: number };
  /** Runs under way in `to`: each stays on the version it began with. */
  open: number;
  problems: Problem[];
  changes: {
    added: { node: string; title: string; type: string }[];
    removed: { node: string; title: string; type: string }[];
    changed: { node: string; title: string; type: string; fields: string[] }[];
    edges: { added: string[]; removed: string[] };
    flow: string[];
  };
  promoted: boolean;
}

/** GET /api/environments/{env}/slots/{slot}; PUT takes `{connection: id | null}`. Slot is `slot` or `flow.slot`. */
export interface SlotBinding {
  environment: string;
  slot: string;
  connection: string | null;
}
