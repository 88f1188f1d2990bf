/** What one life of a process knows and holds; all of it may be forgotten at any instant. */
import type { Commit, RunHead, RunStart } from '../../engine/ports.ts';
import { arrivalOf } from './arrival.ts';
import type { CommitDoc, StoredText } from './layout.ts';
import { impatient, type Patience } from './patience.ts';
import type { Shelves } from './shelves.ts';

export interface Options {
  /** Names this life: no two share it. */
  owner: string;
  /** How long a claim lasts without renewal, ms. */
  leaseMs?: number;
  /** A delivery this old, ms, is unfolded by whoever sweeps; younger ones are on their way to the worker that was rung for. */
  grace?: number;
  /** Told how long a commit took, ms. */
  took?(ms: number): void;
  /** Workers run here too: what is accepted here is kept in mind for them. */
  remembers?: boolean;
  /** Heads are written when a message is accepted, not with the first commit: seen in lists at once, for one round trip more. */
  eager?: boolean;
  /** How long a holder waits for a store that is away; not at all unless said. */
  patient?: Patience;
}

/** A run this life holds. */
export interface Held {
  _id: string;
  /** The lease's token; absent while nothing of the run is stored yet, or it was never claimed. */
  token?: string;
  head: RunHead;
  n: number;
  /** Count of rings when it was claimed. */
  rung: number;
  /** Count of rings its holder was told of while it held. */
  heard?: number;
  /** What the run begins with, until the first commit stores it. */
  fresh?: RunStart;
  /** Expired lease, and nothing written since: whoever comes next must know. */
  unclean: boolean;
  /** Keys that are stored, so that a signal finds the run by them. */
  known: string[];
  /** Requests the log has answered. */
  answered: Set<string>;
  /** Requests its holder was given and has not answered, and since when they stand. */
  open: Map<string, number>;
  /** Requests the log has answered that a former holder did not take away. */
  left: string[];
  /** Commits whose outbox has not followed. */
  owed: CommitDoc[];
  /** A commit whose outcome was not learned. */
  unsure?: { commit: Commit; doc: CommitDoc };
  payloads: Map<string, StoredText>;
}

export interface Life {
  shelves: Shelves;
  owner: string;
  leaseMs: number;
  grace: number;
  took(ms: number): void;
  remembers: boolean;
  eager: boolean;
  patient: Patience;
  held: Map<string, Held>;
  /** Tokens of leases this life let go and could not say so: it need not wait for their end. */
  letGo: Map<string, string[]>;
  /** Runs of deliveries accepted here that nobody has claimed yet, with their place in the order of arrival. */
  fresh: Map<string, { start: RunStart; n: number }>;
  arrival(at: number): number;
  nextToken(): string;
}

export function lifeOf(shelves: Shelves, options: Options): Life {
  let tokens = 0;
  return {
    shelves,
    owner: options.owner,
    leaseMs: options.leaseMs ?? 15_000,
    grace: options.grace ?? 1_000,
    took: options.took ?? (() => undefined),
    remembers: options.remembers ?? true,
    eager: options.eager ?? false,
    patient: options.patient ?? impatient,
    held: new Map(),
    letGo: new Map(),
    fresh: new Map(),
    arrival: arrivalOf(),
    nextToken: () => `${options.owner}.${(tokens += 1)}`,
  };
}
