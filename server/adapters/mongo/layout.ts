/** How everything lies in MongoDB: one interface per collection, and the indexes they stand on. */
import type { RunHead, TaskDoc } from '../../engine/ports.ts';
import type { Share } from './shares.ts';

/** `_id`s are paths; what could contain a slash is escaped. */
export const idOf = (...parts: string[]): string => parts.map((part) => part.replace(/[%/]/g, (sign) => (sign === '%' ? '%25' : '%2F'))).join('/');

/** Commits of a run sort by their `_id`. */
export const commitIdOf = (tenant: string, run: string, seq: number): string => `${idOf(tenant, run)}/${String(seq).padStart(6, '0')}`;

/** A payload beside the log: JSON text, deflated when that is shorter. */
export interface StoredText {
  text?: string;
  packed?: Uint8Array;
}

/** One durable stroke on a run. What nobody searches is kept as JSON text. */
export interface StoredCommit {
  seq: number;
  at: number;
  author: string;
  /** RunEvent[] */
  events: string;
  /** RunHead as of this commit: a head left behind is made anew from it, without reading events. */
  head: string;
  payloads?: ({ hash: string } & StoredText)[];
  /** Requests it answers. */
  taken?: string[];
  /** Outbox[]: unfolded before the head follows. */
  outbox?: string;
  /** NodeCount[] as they ride in the commit. */
  counts?: string;
}

export interface CommitDoc extends StoredCommit {
  /** tenant/run/seq: a second commit of one number is refused, and that is the fence. */
  _id: string;
  tenant: string;
  run: string;
  /** Minutes its counts fall into. */
  minutes?: number[];
}

export interface Lease {
  /** A life of a worker process. */
  owner: string;
  /** One claim. */
  token: string;
  until: number;
}

/** The head: a projection of the log that lists and the sweeper read. */
export interface RunDoc extends Omit<RunHead, 'id'> {
  /** tenant/run */
  _id: string;
  run: string;
  /** Order of arrival: instant and a number inside it. */
  n: number;
  /** From this instant on somebody must look; absent when nobody must. While leased, the end of the lease. */
  wake?: number;
  lease?: Lease;
  /** Signals and requests that came, counted: a holder that leaves compares. */
  rung: number;
  /** Somebody asked something that is not answered yet; an ended run is given out once more for it. */
  asked?: true;
  /** Born with an outbox or keys that nobody has followed up yet. */
  owed?: true;
  /** The commits the run was created with. */
  log: StoredCommit[];
  minutes?: number[];
}

export interface DeliveryDoc {
  /** tenant/delivery */
  _id: string;
  tenant: string;
  delivery: string;
  n: number;
  at: number;
  endpoint: string;
  dedupeKey: string;
  bodyHash: string;
  bytes: number;
  event?: string;
  key?: string;
  ignored?: string;
  runs: { flow: string; version: string; runId: string }[];
  /** {body, starts, signals} as JSON. */
  message: StoredText;
  /** It carries signals. */
  tells?: true;
  /** It starts runs that others must find: their heads are there before it is acknowledged. */
  listed?: true;
  /** Not everything it causes is known to be there; since when. */
  pending?: number;
}

export interface PayloadDoc extends StoredText {
  /** tenant/run/hash */
  _id: string;
}

export interface SignalDoc {
  /** tenant/key/name/id */
  _id: string;
  tenant: string;
  key: string;
  name: string;
  id: string;
  at: number;
  /** JSON text */
  data: string;
  /** The runs it concerned have been woken. */
  told?: true;
}

export interface RequestDoc {
  /** tenant/run/id */
  _id: string;
  tenant: string;
  run: string;
  at: number;
  /** Request as JSON. */
  body: string;
}

export interface TaskDocument extends Omit<TaskDoc, 'id' | 'answer' | 'form' | 'first' | 'sentBack'> {
  /** tenant/task */
  _id: string;
  /** The whole TaskDoc as JSON; the fields beside it are for lists. */
  body: string;
  task: string;
}

export interface LateDoc {
  _id: string;
  tenant: string;
  run: string;
  at: number;
  events: string;
}

/** A late commit is about to add to a minute; one document for each mark, so that taking one away takes no other. */
export interface TouchedDoc {
  /** tenant/minute/mark */
  _id: string;
  tenant: string;
  minute: number;
  /** Store time of the mark. */
  at: number;
}

export interface LeaseDoc {
  _id: string;
  tenant: string;
  owner: string;
  until: number;
  /** What is held, in the words of the duty. */
  held?: string;
  /** Of a limit that processes share: rises by one at each change. */
  rev?: number;
  shares?: Share[];
  /** From when on the next call is in time. */
  next?: number;
  /** A life that others kept getting before; until then they let it write. */
  turn?: string;
  turnUntil?: number;
}

/** Asserted at boot. The sweeper looks across tenants, so its two have no tenant in front. */
export const indexes: Record<string, Record<string, 1 | -1>[]> = {
  runs: [
    { wake: 1, flow: 1, n: 1 },
    { tenant: 1, n: -1 },
    { tenant: 1, flow: 1, n: -1 },
    { tenant: 1, flow: 1, lane: 1, n: 1 },
    { tenant: 1, status: 1, n: -1 },
    { tenant: 1, keys: 1, n: -1 },
    { tenant: 1, minutes: 1 },
  ],
  commits: [{ tenant: 1, minutes: 1 }],
  deliveries: [{ pending: 1 }, { tenant: 1, n: -1 }, { tenant: 1, 'runs.runId': 1 }, { tenant: 1, endpoint: 1, n: -1 }, { tenant: 1, key: 1, n: -1 }],
  signals: [{ tenant: 1, key: 1, name: 1 }],
  requests: [{ tenant: 1, run: 1 }],
  tasks: [
    { tenant: 1, createdAt: -1, task: -1 },
    { tenant: 1, status: 1, createdAt: -1, task: -1 },
    { tenant: 1, runId: 1 },
  ],
  late: [{ tenant: 1, run: 1 }],
  touched: [],
  leases: [{ tenant: 1, until: 1 }],
  payloads: [],
};
