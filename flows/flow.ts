/** The flow file: one drawing, as JSON. The words are those of the glossary in README.md. */
import type { Calendar } from './calendars/calendar.ts';
import type { FlowTest } from './flow-test.ts';

export type { FlowTest, GivenAnswer, Move } from './flow-test.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An expression in JSONata, always a tagged object and never guessed from a string. */
export interface Expr {
  $expr: string;
}

/** Money on the wire and in logs: a decimal string and an ISO 4217 code. */
export interface Money {
  amount: string;
  currency: string;
}

export interface Flow {
  $schema?: string;
  format: 1;
  id: string;
  title: string;
  description?: string;
  /** IANA zone in which durations and calendars of this flow are read; UTC when absent. */
  zone?: string;
  /** What the run is found by: order, invoice or customer number. */
  key?: Expr | string;
  lane?: Lane;
  /** slot name → connector name; an environment binds the slot to a connection. */
  slots?: Record<string, string>;
  signals?: Record<string, SignalRule>;
  nodes: Record<string, FlowNode>;
  edges: Edge[];
  /** A step that fails with no way on parks the run, or the run is canceled and what it did is undone. `park` when absent. */
  onFailure?: 'park' | 'compensate';
  onParked?: OnParked;
  layout?: Record<string, [number, number]>;
  notes?: Record<string, Note>;
  /** Orders tried and kept, run before a deploy; no part of the version. */
  tests?: Record<string, FlowTest>;
  /** Written by deploy: what this version was frozen with. */
  lock?: Lock;
}

/**
 * Runs of this flow with one lane key go one after the other, in order of arrival. A message without the key has no lane.
 * A parked run holds up those behind it (`wait`), or is passed by and goes on beside them once somebody retries it (`pass`).
 */
export interface Lane {
  key: Expr | string;
  /** `wait` when absent. */
  stuck?: 'wait' | 'pass';
}

/** Starts this flow once for each parking, with `{run, flow, code, reason, node, keys}` as its trigger: to tell somebody. */
export interface OnParked {
  subflow: string;
}

/**
 * A signal the whole flow listens to. `cancel` without `to` cancels the run while nothing else
 * in the run waits for it; with `to` it starts a visit of that node instead (an intercept).
 */
export interface SignalRule {
  /** Name under which the signal is stored; the rule's own name when absent. */
  on?: string;
  key?: Expr | string;
  to?: string;
}

export interface FlowNode {
  type: string;
  title?: string;
  description?: string;
  config?: JsonObject;
  slot?: string;
  /** ISO 8601 duration: how long one attempt may take. */
  timeout?: string;
  retry?: Retry;
  /** What a lost answer means for an effect of class C. */
  policy?: 'at-most-once' | 'at-least-once';
  /** Drawn but passed over: leaves through its default port at once. */
  off?: boolean;
}

export interface Retry {
  attempts: number;
  backoff?: 'fixed' | 'exponential';
  delay?: string;
  max?: string;
}

/** `from` is "node" (its default port) or "node.port"; `to` is a node. From "node.compensate" it leads to what undoes the node. */
export interface Edge {
  from: string;
  to: string;
}

export interface Note {
  text: string;
  at?: [number, number];
  size?: [number, number];
}

export interface Lock {
  /** subflow id → version hash */
  subflows?: Record<string, string>;
  /** node type without major → major */
  nodes?: Record<string, number>;
  expressions?: string;
  /** name of a business calendar → the calendar as it stood, with its version */
  calendars?: Record<string, Calendar>;
}

/** One thing wrong with a drawing or an input. Values, not exceptions: the designer shows all at once. */
export interface Problem {
  /** Stable, dotted: `flow.cycle`, `expr.syntax`. */
  code: string;
  /** JSON pointer into the document, or line:column for text that cannot be read. */
  path: string;
  node?: string;
  message: string;
  severity?: 'error' | 'warning';
}

/** Refusal of an input with every problem found; `status` follows the status map of BAD-INPUTS G4. */
export class ProblemError extends Error {
  readonly status: number;
  readonly problems: Problem[];
  readonly retryAfter: number | undefined;
  constructor(status: number, problems: Problem | Problem[], retryAfter?: number) {
    const list = Array.isArray(problems) ? problems : [problems];
    super(list[0]?.message ?? 'refused');
    this.name = 'ProblemError';
    this.status = status;
    this.problems = list;
    this.retryAfter = retryAfter;
  }
}

export const isExpr = (value: unknown): value is Expr =>
  typeof value === 'object' && value !== null && typeof (value as Expr).$expr === 'string' && Object.keys(value).length === 1;

export const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && typeof (value as Money).amount === 'string' && typeof (value as Money).currency === 'string';
