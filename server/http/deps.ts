/** Everything the API stands on; server/main.ts joins it. */
import type { Connector, Send } from '../../connectors/connector.ts';
import type { Connection, Dial, NodeType } from '../../nodes/node-type.ts';
import type { Audit } from '../access/audit.ts';
import type { Bound } from '../access/bound.ts';
import type { Connections } from '../access/connections.ts';
import type { Environments } from '../access/environments.ts';
import type { People } from '../access/people.ts';
import type { RotateKey } from '../access/rotate-key.ts';
import type { Sessions } from '../access/sessions.ts';
import type { SignInLimit } from '../access/sign-in-limit.ts';
import type { Tokens } from '../access/tokens.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock, Expressions } from '../engine/ports.ts';
import type { Page, Reads } from '../engine/reads.ts';
import type { Tables } from '../tables/tables.ts';
import type { Values } from '../tables/values.ts';
import type { DemoState, ReviewItem } from './api.ts';
import type { Live } from './live.ts';
import type { Route } from './route.ts';
import type { RunService } from './run-service.ts';
import type { Ship } from './ship-service.ts';
import type { Tries } from './try-service.ts';

export interface AppDeps {
  documents: Documents;
  reads: Reads;
  clock: Pick<Clock, 'now'>;
  /** What runs evaluate with: the same answers, the same limits. */
  expressions: Expressions;
  /** How often the wall clock was set since the start, each way. */
  clockJumps?(): { back: number; ahead: number };
  catalogue: Catalogue;
  nodeTypes: ReadonlyMap<string, NodeType>;
  runs: RunService;
  /** Says what a deploy does to open runs; absent where nobody looks. */
  ship?: Ship;
  live: Live;
  people: People;
  sessions: Sessions;
  tokens: Tokens;
  limit: SignInLimit;
  audit: Audit;
  connections: Connections;
  tables: Tables;
  values: Values;
  bound: Bound;
  connectors: readonly Connector[];
  /** A connection with the guarded way out, for its test: what comes back does not repeat its secrets. */
  send(connection: Connection): { connection: Connection; http: Send };
  /** The same for what is not HTTP. */
  dial?: Dial;
  environments: Environments;
  /** The hub's own environment as slots name it: `production`, `test`, `demo`. */
  environment: string;
  demo?: Demo;
  /** Version of the hub. */
  version: string;
  /** Whether the hub can persist right now; `why` tells what is missing. */
  ready(): Promise<{ ready: boolean; why?: string }>;
  /** Writes a backup to a file on the hub's machine. */
  backup(file: string): Promise<{ file: string; bytes: number }>;
  /** Plays drawings on a virtual clock; absent where nobody does. */
  tries?: Tries;
  /** What happened between a backup and its return; absent where there is none. */
  review?: Review;
  /** Puts another master key in force; absent where there is none to keep. */
  rotateKey?: RotateKey;
  /** Takes a stored message in again under a new identity. */
  replay(viewer: Viewer, deliveryId: string): Promise<{ runs: { flow: string; runId: string }[] }>;
  /** Origin under which browsers reach the hub when it stands behind a proxy: `https://hub.example`. */
  origin?: string;
  /** Signs links for people without an account; without it there are none. */
  linkKey?: Buffer;
  /** Folder of the built designer. */
  designer?: string;
  log?: Log;
  /** Calls that other rooms bring along, such as receivables. */
  routes?: readonly Route[];
}

export interface Demo {
  get(): Promise<DemoState>;
  put(ask: unknown): Promise<DemoState>;
}

export interface Review {
  /** When the backup was taken and when it was put back; undefined while no review is open. */
  mark(): { backupAt: number; restoredAt: number } | undefined;
  list(tenant: string, options: { cursor?: string; limit: number }): Promise<Page<ReviewItem>>;
  /** Lets effects leave again, and tries again what was held and not skipped. */
  end(act: { by: string; reason: string }): Promise<{ retried: number }>;
}

export interface Log {
  info(fields: object, text: string): void;
  warn?(fields: object, text: string): void;
  error(fields: object, text: string): void;
}
