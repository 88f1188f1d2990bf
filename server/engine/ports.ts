/**
 * All the engine may want of the world. Adapters keep; they never interpret an event.
 * `tenant` comes first everywhere. Times are ms since 1970.
 */
import type { Json } from '../../flows/flow.ts';
import type { SignalSeen, TaskAsk, TaskMoves } from '../../nodes/node-type.ts';

export type { SignalSeen } from '../../nodes/node-type.ts';

import type { RunEvent, RunStatus } from './events.ts';

/** What is listed and found of a run; derived from the log by the engine, stored beside it. */
export interface RunHead {
  tenant: string;
  id: string;
  flow: string;
  version: string;
  status: RunStatus;
  /** Machine code and words of a parked or canceled run. */
  code?: string;
  reason?: string;
  /** Groups parked runs of one cause: hash of node, code and the message without its numbers. */
  fingerprint?: string;
  startedAt: number;
  updatedAt: number;
  endedAt?: number;
  /** When somebody must look again; absent when nothing is due by time. */
  wakeAt?: number;
  /** Sequence number of the last commit in the log; 0 before the first. */
  seq: number;
  /** Nodes with an open step. */
  open: string[];
  keys: string[];
  /** Minor units as a decimal integer string, and currency. */
  amount?: string;
  currency?: string;
  parent?: string;
  /** The paused connection it waits for; present while its code says so. */
  held?: string;
  /** The lane it stands in; absent once it has left it. */
  lane?: string;
  /** An effect call is out: at an unclean death this run is suspect. */
  inFlight?: boolean;
}

/** One durable stroke on one run. `seq` must follow the stored one, or the commit is a conflict. */
export interface Commit {
  head: RunHead;
  events: RunEvent[];
  at: number;
  /** Worker epoch and counter, to recognise our own commit after an unknown outcome. */
  author: string;
  /** Values too large for the log, by hash, as JSON text. Written before the log. */
  payloads: { hash: string; json: string }[];
  outbox: Outbox[];
  counts: NodeCount[];
  /** Ids of requests this commit answers; they are removed with it. */
  taken: string[];
  /** Claim to give back with this commit: true when the run is at rest. */
  release: boolean;
}

/** What a commit causes elsewhere; unfolded idempotently by its derived id. */
export type Outbox =
  | { kind: 'start'; start: RunStart }
  | { kind: 'signal'; signal: Signal }
  | { kind: 'task'; task: TaskDoc }
  | { kind: 'task.close'; id: string; at: number }
  /** Reminded or escalated: whoever knows of more already keeps it. */
  | { kind: 'task.move'; id: string; moves: TaskMoves }
  | { kind: 'ask'; request: Request }
  /** The run has left its lane: whoever stands behind it is due. */
  | { kind: 'lane'; runId: string; flow: string; lane: string; at: number };

/** Figures of one node in one minute; adapters add them up. */
export interface NodeCount {
  flow: string;
  version: string;
  node: string;
  minute: number;
  started: number;
  completed: number;
  failed: number;
  retried: number;
  waiting: number;
  /** Bucket number 0–39 of the log-scale histogram, per finished turn. */
  latency: number[];
  waitMs: number;
  /** Minor units passed, by currency. */
  money: Record<string, string>;
  /** Completions by port. */
  ports: Record<string, number>;
}

/** A run to begin: its id is derived, so starting twice is starting once. */
export interface RunStart {
  head: RunHead;
  /** `run.started` alone, or nothing yet when the version must be looked up first. */
  events: RunEvent[];
  payloads: { hash: string; json: string }[];
  /** Its flow answers signals at any time, a cancel for one: they must find it from the moment it is promised. */
  listens?: true;
}

/** One message that came in; inserting it is the accept commit and freezes the fan-out. */
export interface Delivery {
  tenant: string;
  id: string;
  endpoint: string;
  dedupeKey: string;
  bodyHash: string;
  at: number;
  bytes: number;
  event?: string;
  key?: string;
  /** The message as received, JSON text. */
  body: string;
  runs: { flow: string; version: string; runId: string }[];
  starts: RunStart[];
  signals: Signal[];
  /** Nothing was started, and why. */
  ignored?: string;
}

/** `woken`: open runs made due by the delivery's signals. */
export type Accepted = { duplicate: boolean; sameBody: boolean; runs: Delivery['runs']; woken?: string[] };

export interface Signal extends SignalSeen {
  tenant: string;
}

export interface TaskDoc extends TaskAsk {
  tenant: string;
  id: string;
  runId: string;
  step: string;
  node: string;
  flow: string;
  key: string;
  createdAt: number;
  status: 'open' | 'claimed' | 'completed' | 'canceled';
  claimedBy?: string;
  /** Account of who claimed it: names are not unique. */
  claimedById?: string;
  /** Whom a deputy claimed it for. */
  claimedFor?: { id: string; name: string };
  /** Four eyes: what the first person answered; a second one has to confirm. */
  first?: { by: string; byId: string; for?: { id: string; name: string }; at: number; answer: Json };
  /** The second person did not agree. */
  sentBack?: { by: string; at: number; reason: string };
  completedBy?: string;
  completedById?: string;
  confirmedBy?: string;
  completedAt?: number;
  answer?: Json;
}

/** A person's or API's wish for a run; the holder takes it in its next commit. */
export interface Request {
  tenant: string;
  runId: string;
  id: string;
  kind: 'cancel' | 'retry' | 'skip' | 'resume' | 'move';
  by: string;
  reason: string;
  at: number;
  step?: string;
  patch?: Json;
  /** The version a run is to be moved to. */
  version?: string;
}

export interface Claim {
  head: RunHead;
  commits: { seq: number; at: number; author: string; events: RunEvent[] }[];
  requests: Request[];
  /** The previous holder did not give it back: commit `run.claimed` first. */
  unclean: boolean;
}

/** A commit whose outcome could not be learned: settle by reading the log back before anything else. */
export class CommitUnknown extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CommitUnknown';
  }
}

/** Nothing of it was kept, since the store has no room: the same may come again later. */
export class StoreFull extends Error {}

/** The store could not be asked just now: it says nothing about the run, which is given back as it stands. */
export class StoreAway extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StoreAway';
  }
}

export interface RunStore {
  /** Durable when it resolves. A duplicate changes nothing and names the runs of the first. */
  accept(delivery: Delivery): Promise<Accepted>;
  /** `conflict` means: no longer ours. Throws CommitUnknown when the outcome could not be learned. */
  commit(commit: Commit): Promise<'done' | 'conflict'>;
  /** Take one named run, or undefined while it is ended, held by another, or unknown. */
  claim(tenant: string, runId: string, now: number, hint?: Hint): Promise<Claim | undefined>;
  /** The turn of a run in its lane: the run it has to wait for, or undefined, and then it has the lane until it leaves it. */
  enterLane(tenant: string, runId: string): Promise<string | undefined>;
  /**
   * Ids of runs that are due or left behind, oldest due first, at most `limit`, none of `except`. Where more are due, those of
   * other flows than the oldest's are among them.
   */
  due(now: number, limit: number, except: ReadonlySet<string>): Promise<{ tenant: string; runId: string; flow: string }[]>;
  /** Earliest wakeAt still to come, to know how long to sleep. */
  nextDue(now: number): Promise<number | undefined>;
  /** Give runs back without a commit; `isDue` when what they were due for has not been looked at. */
  release(tenant: string, runIds: string[], isDue?: boolean): Promise<void>;
  /** Renew what this worker holds; answers with those it lost and those that somebody rang for meanwhile. */
  renew(tenant: string, runIds: string[]): Promise<{ lost: string[]; rung: string[] }>;
  /** Commits of a run after `seq`. */
  log(tenant: string, runId: string, after?: number): Promise<Claim['commits']>;
  payload(tenant: string, runId: string, hash: string): Promise<string | undefined>;
  /** Requests still unanswered, for a holder whose bell rings. */
  requests(tenant: string, runId: string): Promise<Request[]>;
  /** Store a signal (its id is its dedupe) and make due the open runs with that key, or whose id is that key. */
  signal(signal: Signal): Promise<{ duplicate: boolean; woken: string[] }>;
  /** Stored signals with one of these names and keys, oldest first. */
  signals(tenant: string, names: string[], keys: string[]): Promise<SignalSeen[]>;
  /** Store a wish for a run and make it due. */
  ask(request: Request): Promise<void>;
  /** Record what a former holder found out too late: shown, moves nothing. */
  late(tenant: string, runId: string, events: RunEvent[]): Promise<void>;
}

/** What the one who rings happens to know of a run; nothing depends on it. */
export interface Hint {
  flow?: string;
  /** The delivery the run began with: nobody has looked at it yet. */
  delivery?: string;
}

export type Look = (tenant: string, runId: string, hint?: Hint) => void;

/** What a bell heard in many processes asks of the one who listens. */
export interface Ears {
  /** The run is held here: a ring that is not of a fresh run is told here too. */
  holds(runId: string): boolean;
  /** While false the bell keeps what it would tell, except of held runs. */
  hasRoom(): boolean;
}

/** Only a bell: "look at this run". It may ring late, twice, or never. */
export interface Queue {
  ring(tenant: string, runId: string, hint?: Hint): void;
  listen(look: Look, ears?: Ears): () => void;
}

export interface Clock {
  now(): number;
  /** Call back once, at or after `at`; answers with its cancel. */
  wake(at: number, call: () => void): () => void;
}

/** Of the run that evaluates: its time, what chance is drawn from, and whose it is. */
export interface EvaluationLog {
  now: number;
  seed: string;
  tenant?: string;
}

/** Evaluates one expression; a plain value for a native path, a promise where the pool is asked. Throws ConnectorError `expr.*`. */
export interface Expressions {
  evaluate(source: string, data: { [name: string]: Json }, log: EvaluationLog): Json | undefined | Promise<Json | undefined>;
}

/** Told of every commit after it is durable: live screens, waiting HTTP answers. Must not throw. */
export type Witness = (head: RunHead, events: RunEvent[]) => void;
