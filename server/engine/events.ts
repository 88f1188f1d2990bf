/** All that can happen to a run, and the run's state as the fold of it. Nothing else is state. */

import type { Json } from '../../flows/flow.ts';
import type { EffectClass, TaskAsk, TaskMoves } from '../../nodes/node-type.ts';

export type RunStatus = 'running' | 'waiting' | 'parked' | 'completed' | 'canceled';
export type StepStatus = 'scheduled' | 'running' | 'waiting' | 'completed' | 'failed' | 'canceled';

/** A value of at most 512 bytes stands in the log itself; a larger one is a payload of its run. */
export type Ref = { v: Json } | { ref: string };

export interface StepError {
  code: string;
  message: string;
  retryable: boolean;
}

export interface Parent {
  runId: string;
  step: string;
  /** Position of this child's first item among the parent's items. */
  offset?: number;
  /** It handles the parking of this number: the parent does not wait for it. */
  parking?: number;
}

/** Every event carries the instant at which it was decided. */
export type RunEvent = { at: number } & (
  | { type: 'run.started'; trigger: string; input: Ref; order?: Ref; keys: string[]; parent?: Parent; scope?: string; outer?: Ref; lane?: string }
  | { type: 'run.claimed'; alone?: true }
  | { type: 'run.keyed'; keys: string[] }
  | { type: 'run.kept'; by?: 'trigger' }
  | { type: 'lane.waiting'; ahead?: string; until: number }
  | { type: 'lane.entered' }
  | { type: 'lane.left' }
  | { type: 'step.scheduled'; step: string; node: string; from?: string; port?: string; item?: string; due?: number; attempt: number; revision: number }
  | { type: 'step.aside'; step: string; until: number }
  /** Its connection is paused: nothing was called, and no attempt is spent. */
  | { type: 'step.held'; step: string; by: string; reason: string }
  /** `resumed`: its holder before died while it was out, so it may have happened. */
  | { type: 'effect.intended'; step: string; key: string; class: EffectClass; resumed?: true }
  | {
      type: 'step.completed';
      step: string;
      port: string;
      output: Ref;
      setsOrder?: true;
      keys?: string[];
      ms?: number;
      skipped?: true;
      by?: string;
      reason?: string;
    }
  | { type: 'step.failed'; step: string; error: StepError; retryAt?: number; unknown?: true; lost?: true; ms?: number }
  | {
      type: 'step.waiting';
      step: string;
      until?: number;
      deadline?: true;
      signals?: string[];
      key?: string;
      since?: number;
      task?: string;
      /** Reminders and escalations of the task so far. */
      moves?: TaskMoves;
      /** The task may be answered by a signed link. */
      link?: true;
      ask?: TaskAsk;
      memo?: Json;
      children?: string[];
      items?: Ref;
      limit?: number;
      rounds?: number;
    }
  | { type: 'signal.taken'; step?: string; id: string; name: string; key: string; data: Ref; stored: number }
  | { type: 'step.retried'; step: string; by: string; reason: string; revision: number; patch?: Ref }
  | { type: 'run.completed'; output?: Ref }
  /** To be canceled once what it did is undone; `pending`: open steps whose call may have happened. */
  | { type: 'run.undoing'; reason: string; by?: string; pending?: string[] }
  | { type: 'run.canceled'; reason: string; by?: string }
  | { type: 'run.parked'; step?: string; code: string; reason: string }
  | { type: 'run.resumed'; by: string; reason: string }
  /** From here on another version of its flow says what follows. */
  | { type: 'run.moved'; from: string; to: string; by: string; reason: string }
);

export type EventType = RunEvent['type'];

/** One step as folded: a visit of the run to a node. */
export interface Step {
  id: string;
  node: string;
  /** Arrival: the step and port it was reached from. */
  from: string | undefined;
  fromPort: string | undefined;
  /** Container path such as `loop:3/`; empty at top level. */
  path: string;
  status: StepStatus;
  attempt: number;
  revision: number;
  due: number | undefined;
  /** Too many wait for its receiver: it was given back until its turn is near. */
  isAside: boolean;
  /** By the pause of which connection; `wasOut` while nobody knows what became of the call that was out before. */
  held: { by: string; reason: string; wasOut: boolean } | undefined;
  scheduledAt: number;
  startedAt: number;
  endedAt: number | undefined;
  ms: number | undefined;
  port: string | undefined;
  output: Ref | undefined;
  error: StepError | undefined;
  /** `at` is the first intent under this key; `lost` once an answer to it was lost, or its caller. */
  effect: { key: string; class: EffectClass; at: number; open: boolean; lost: boolean } | undefined;
  /** Before anything was called nobody knew whether it had been done before. */
  isDoubted?: boolean;
  wait: Extract<RunEvent, { type: 'step.waiting' }> | undefined;
  /** Its first turn was then: lengths count from there. */
  waitsSince: number | undefined;
  signals: { id: string; name: string; key: string; data: Ref; at: number }[];
  /** It took a signal since it last said what it waits for: another turn does no harm, a missing one would. */
  isTouched: boolean;
  patch: Ref | undefined;
  skipped: boolean;
  /** It failed with no way on, and nobody has mended it yet. */
  stuck: boolean;
  /** Every failed attempt, oldest first: what the inspector lists. */
  failures: { at: number; attempt: number; error: StepError }[];
}

/** Where a run stands in its lane. */
export interface LanePlace {
  name: string;
  /** Its turn has come: no other run of the lane takes a step. */
  isIn: boolean;
  /** The run it waits for; undefined while it waits for its paused flow. */
  ahead: string | undefined;
  /** It has waited since then, and looks again at `until` though nobody rang. */
  since: number | undefined;
  until: number | undefined;
}

export interface Run {
  id: string;
  /** The version it was moved to; undefined while it goes by the one it began with. */
  version: string | undefined;
  status: RunStatus;
  trigger: string;
  input: Ref;
  order: Ref | undefined;
  keys: string[];
  parent: Parent | undefined;
  /** Container whose body this child run plays; undefined for a whole flow. */
  scope: string | undefined;
  /** What a child run knows of its parent's data. */
  outer: Ref | undefined;
  /** Undefined when it never stood in one, and once it has left it. */
  lane: LanePlace | undefined;
  /** Its flow, or its trigger alone, is paused, and nothing of it has begun. */
  keptBy: 'flow' | 'trigger' | undefined;
  startedAt: number;
  updatedAt: number;
  endedAt: number | undefined;
  code: string | undefined;
  reason: string | undefined;
  output: Ref | undefined;
  steps: Map<string, Step>;
  /** Ids of steps that are scheduled, running or waiting. */
  open: Set<string>;
  /** Ids of completed steps, in the order in which they were. */
  done: string[];
  /** Why it is to be canceled once what it did is undone. */
  undoing: { reason: string; by?: string } | undefined;
  /** How often it was parked. */
  parkings: number;
  /** Left a cancellation window through `released`: from here on a cancel may be too late. */
  released: boolean;
  /** Ids of signals already taken by this run. */
  taken: Set<string>;
  /** Deaths with a lone effect in flight since the last finding. */
  deaths: number;
  events: number;
  /** node id (with container path) → id of its last visit. */
  last: Map<string, string>;
}
