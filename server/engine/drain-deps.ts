/** What carrying a run asks of its surroundings. */
import type { EffectTurn, Turn } from '../../nodes/node-type.ts';
import type { FindSubflow } from './outcome.ts';
import type { Plan, PlanNode } from './plan.ts';
import type { Clock, Expressions, RunStore, Witness } from './ports.ts';
import type { LinkTo } from './session.ts';
import type { Pause } from './start.ts';

/** Gives a place back, and says how the receiver was found; nothing where nobody was asked. */
export type Leave = (found?: Health) => void;

/** Ill is a receiver whose call may go well later; `retryAfter` in ms from now, where it said so. */
export interface Health {
  isWell: boolean;
  retryAfter?: number;
  /** How long the call took, ms; absent when it ended in a fault of our own. */
  ms?: number;
  /** What it came back with when it did not go well, for the figures of its connection. */
  refusal?: { code: string; message: string };
}

/** `by` names the connection; the reason is shown to people: "WMS is paused". */
export interface Holding {
  by: string;
  reason: string;
}

export interface Effects {
  /** A place in the receiver's lane, given back by calling it; a promise while the lane is full. */
  enter(node: PlanNode, tenant: string): Leave | Promise<Leave>;
  /**
   * True when so many wait for this receiver that the run had better be given back than held; it is called once its
   * turn is near, and until then whenever it asks the answer is the same.
   */
  isCrowded?(node: PlanNode, tenant: string, run: string, comeBack: () => void): boolean;
  /** Why this effect may not be attempted for the time being: its connection is paused. */
  heldBy?(node: PlanNode, tenant: string): Holding | undefined;
  /** Gives a turn its means: the bound connection, the way out, the deadline. Throws ConnectorError `connection.*`. */
  equip(turn: Turn, node: PlanNode, call: { effectKey: string; tenant: string; signal: AbortSignal; timeoutMs: number }): Promise<EffectTurn>;
}

export interface DrainDeps {
  store: RunStore;
  /** Plans of deployed versions; undefined when a version or one of its node types is missing. */
  plan(tenant: string, flow: string, version: string): Promise<Plan | undefined>;
  clock: Clock;
  expressions: Expressions;
  effects: Effects;
  witness: Witness;
  /** Address by which somebody outside may answer a task. */
  linkTo?: LinkTo;
  nextAuthor(): string;
  subflow: FindSubflow;
  /** Whether what comes in by this trigger is kept, and by whose pause. */
  isPaused(plan: Plan, trigger: string): Pause;
  /** Suspects of an unclean death run one at a time; answers with the release, or with nothing when the holder stops first. */
  alone(deaths: number, hold: Hold): Promise<(() => void) | undefined>;
}

/** Shared with whoever rings while the run is held. */
export interface Hold {
  again: boolean;
  ring?: () => void;
  /** Looks at the run again once it is no longer held. */
  comeBack(): void;
  stopping: boolean;
  /** The lease is gone: nothing more may be written. */
  lost?: boolean;
  /** No effect starts after this instant unless the lease was renewed. */
  sureUntil: number;
}
