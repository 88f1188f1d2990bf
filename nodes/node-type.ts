/**
 * What a node type is: data plus one function. Palette, form, docs page and validator come from it.
 * A node type knows nothing of the engine; it answers a visit with an outcome.
 */
import type { Socket } from 'node:net';
import type { InvoiceBook } from '../flows/documents/outgoing/invoice-book.ts';
import type { CashBook } from '../flows/documents/statement/cash-book.ts';
import type { FlowNode, Json, JsonObject, Problem } from '../flows/flow.ts';
import type { InvoiceChannel } from './send-invoice/channel.ts';

export type Group = 'triggers' | 'flow' | 'people' | 'connectors' | 'money';

export type EffectClass = 'A' | 'B' | 'C';

export interface SignalSeen {
  id: string;
  name: string;
  key: string;
  data: Json;
  at: number;
}

/** What the node answers to a turn of a visit. */
export type Outcome =
  | {
      kind: 'emit';
      port?: string;
      output: Json /** the output becomes the run's `order` */;
      setsOrder?: boolean;
      keys?: string[];
      signal?: SignalOut;
      signals?: SignalOut[];
    }
  | Wait
  | { kind: 'cancel'; reason: string }
  /** for_each: run the body over these; `limit` at a time. The engine comes back with `results`. */
  | { kind: 'items'; items: Json[]; limit: number }
  /** repeat: play the body once more, at `at` where it is given. The engine comes back with what it came to as `item`. */
  | { kind: 'round'; at?: number }
  /** subflow: start a child run and come back with its `results[0]`. */
  | { kind: 'child'; flow: string; input: Json };

/** A signal that leaves with the commit of the visit: told once, its id is derived. */
export interface SignalOut {
  name: string;
  key: string;
  data: Json;
}

export interface Wait {
  kind: 'wait';
  /** Instant in ms at which the node wants its next turn. */
  until?: number;
  /** True when `until` is a deadline: the engine then leaves through port `timeout` by itself. */
  deadline?: boolean;
  /** Names of signals that give the node a turn (matched by the run's keys, or by `key`). */
  signals?: string[];
  key?: string;
  /** Only signals stored at or after this instant count; all stored ones when absent. */
  since?: number;
  /** A task to open for a person; its completion is a turn with `task` set. */
  task?: TaskAsk;
  /** Small state of this visit, given back as `ctx.memo` at the next turn. */
  memo?: Json;
}

export interface TaskAsk {
  title: string;
  role: string;
  /** JSON Schema of the form. */
  form: JsonObject;
  data?: Json;
  /** Nobody chose what is shown: it is the whole order, which outsiders do not see. */
  isOrder?: true;
  due?: number;
  /** Email of the one person it is for, until it is escalated. */
  assignee?: string;
  /** A second, different person must confirm the answer. */
  fourEyes?: true;
  /** Somebody without an account may answer by a signed link, until then. */
  link?: { for: string; until: number };
  /** What time has done to it so far; absent while that is nothing. */
  moves?: TaskMoves;
}

/** Reminders and escalations of a task: `no` counts both and never falls. */
export interface TaskMoves {
  no: number;
  /** Whose task it is now. */
  role: string;
  /** Instants, ms. */
  reminded: number[];
  escalated: { at: number; role: string }[];
}

/** The answer of a person, or of two where a second one had to confirm. */
export interface TaskAnswer {
  by: string;
  data: Json;
  /** Whom the answer was given for, as their deputy. */
  for?: string;
  confirmedBy?: string;
  /** The two are different people: their accounts differ, whatever they are called. */
  isConfirmed?: true;
}

export interface Turn {
  /** Config with every expression evaluated and checked against the schema. */
  config: JsonObject;
  /** Now, from the log's clock: the same at replay. */
  now: number;
  zone: string;
  run: { id: string; flow: string; version: string; keys: string[]; startedAt: number };
  trigger: Json;
  order: Json;
  /** Output of the step this visit came from. */
  input: Json;
  item?: Json;
  /** First turn of this visit began at; equals `now` then. */
  since: number;
  attempt: number;
  memo?: Json;
  /** Signals this visit has taken so far, oldest first. */
  signals: SignalSeen[];
  /** Answer of the person, once the task is complete. */
  task?: TaskAnswer;
  /** Results of `items` or `child`. */
  results?: Json[];
}

/** A turn of a node that changes the world: it also gets the means to do so. */
export interface EffectTurn extends Turn {
  effectKey: string;
  effectClass: EffectClass;
  /** The only way out of the hub: egress rules, deadline and size cap are applied. */
  http(request: HttpRequest): Promise<HttpAnswer>;
  /** The way out for what is not HTTP; absent where nothing else is let out. */
  dial?: Dial;
  /** The bound connection; absent when the node names no slot. */
  connection?: Connection;
  /** What the hub keeps itself; each call is done once for its effect key. Absent where nothing may be kept. */
  books?: Books;
  /** Another slot of the flow, for a node that goes by one of several. Throws ConnectorError `connection.*`. */
  through?(slot: string): Promise<Through>;
  /** Aborts at the step's timeout or when the run is lost to another holder. */
  signal: AbortSignal;
}

/** The hub's own books, as nodes reach them. */
export interface Books {
  invoices: InvoiceBook;
  cash: CashBook;
}

/** A connection with its own way out, and what its connector offers for invoices. */
export interface Through {
  connection: Connection;
  http(request: HttpRequest): Promise<HttpAnswer>;
  dial?: Dial;
  channel?: InvoiceChannel;
}

export interface Connection {
  id: string;
  connector: string;
  /** Non-secret settings, as the connector's auth form defines them: `baseUrl`, `shop`. */
  settings: JsonObject;
  /** One secret field in clear; every read is counted, no secret ever reaches a log. */
  secret(field: string): string;
}

/** A connected socket under the rules of `http`. At its deadline it emits `timeout` and is destroyed. TLS on it is the caller's. Throws ConnectorError. */
export type Dial = (to: { host: string; port: number }) => Promise<Socket>;

export interface HttpRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  timeoutMs?: number;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Body as strict JSON, numbers that cannot be kept exactly as strings; throws ConnectorError `connector.unexpected_content_type`. */
  json(): Json;
}

/** What a webhook trigger gets to see of a message that came in; already read, size-checked and strictly parsed. */
export interface Inbound {
  path: string;
  headers: Record<string, string>;
  body: Json;
  raw: Uint8Array;
  receivedAt: number;
}

/** What a trigger makes of it. Several signals and one start may come of one message. */
export interface Intake {
  /** Name of the event, e.g. `shopify.order_created`; flows whose trigger node has this type start. */
  event?: string;
  dedupeKey?: string;
  /** The document the run keeps as `trigger`; the body when absent. */
  document?: Json;
  /** Its canonical form, kept as `order`; the document when absent. */
  order?: Json;
  keys?: string[];
  signals?: { name: string; key: string; id: string; data: Json }[];
  /** Nothing to do, with the reason shown on the deliveries page. */
  ignored?: string;
}

/**
 * JSON Schema of what a step gives, or one for each port. Documents are named by reference (`order.schema.json`); five words
 * say what only the drawing knows: `x-schema-of` (the schema in that field of config), `x-shape-of` (whatever that field of
 * config comes to), `x-names-of` (an object with a property for each name in those fields of config), `x-row-of` (a
 * row of the lookup table which that field names) and `x-inputs` (an object with a property for each node that leads here).
 */
export type NodeOutput = JsonObject | { ports: Record<string, JsonObject> };

export type TriggerKind = 'webhook' | 'manual' | 'schedule' | 'subflow';

export interface NodeType {
  /** `wait@1`, `shopify.order_created@1` */
  type: string;
  title: string;
  /** One sentence for palette and docs. */
  summary: string;
  group: Group;
  /** lucide icon name in kebab-case */
  icon: string;
  /** Named ports in declared order, the default port first. `error` and `timeout` are implicit. */
  ports: string[] | ((config: JsonObject) => string[]);
  /** JSON Schema 2020-12 of `config`; a property may carry `x-expr: false` (no expression allowed), `title`, `description`, `x-widget`. */
  config: JsonObject;
  /** What expressions of later steps find under `steps.<id>`. */
  output?: NodeOutput;
  /** One line in words from config alone, for the card: "30 minutes from placing". */
  line?: (config: JsonObject) => string;
  trigger?: {
    kind: TriggerKind;
    /** Present for connector webhooks: which stored endpoint of the connector feeds it. */
    connector?: string;
  };
  /** Present when a visit changes the world. `class` may depend on the node. */
  effect?: {
    class: EffectClass | ((node: FlowNode) => EffectClass);
    /** Moves money or goods: class C then needs a policy before deploy. */
    money?: boolean;
    /** Longest time the receiver remembers our key, ms; 24 h when absent. */
    keyLifetime?: number;
    /** Class B: wait this long before looking up, ms. */
    settle?: number;
    /** Class B: look whether it already happened. `null` = it did not. */
    lookup?: (turn: EffectTurn) => Promise<Outcome | null>;
  };
  /** Fields that follow from the others and are evaluated with them; they never stand in a drawing. */
  derive?: (config: JsonObject) => JsonObject;
  /** Fields of `config` kept unevaluated for the node itself (e.g. `cases` of switch are evaluated by the engine as booleans anyway). */
  raw?: string[];
  /** An expression without a value becomes null instead of failing the step: for conditions. */
  missing?: 'null';
  /** Further rules a JSON Schema cannot say. */
  check?: (node: FlowNode, id: string) => Problem[];
  run(turn: Turn | EffectTurn): Outcome | Promise<Outcome>;
}

/** Says "this is a node type" and keeps its literal. Nodes without `effect` get a Turn, those with one an EffectTurn. */
export function defineNode(type: Omit<NodeType, 'run'> & { effect?: undefined; run(turn: Turn): Outcome | Promise<Outcome> }): NodeType;
export function defineNode(
  type: Omit<NodeType, 'run'> & { effect: NonNullable<NodeType['effect']>; run(turn: EffectTurn): Promise<Outcome> | Outcome },
): NodeType;
export function defineNode(type: unknown): NodeType {
  return type as NodeType;
}

/** Closed list; `retryable` follows from the code. */
export const errorCodes = {
  'connector.unreachable': true,
  'connector.timeout': true,
  'connector.unavailable': true,
  'connector.rate_limited': true,
  'connector.lost_answer': true,
  'connector.refused': false,
  'connector.unauthorized': false,
  'connector.not_found': false,
  'connector.conflict': false,
  'connector.unexpected_content_type': false,
  'connector.unexpected_answer': false,
  'connector.response_too_large': false,
  'connector.redirect_blocked': false,
  'connector.effect_unknown': false,
  'connection.missing': false,
  'connection.paused': true,
  'connection.host_not_allowed': false,
  'url.blocked_address': false,
  'url.redirect_blocked': false,
  'url.scheme': false,
  'url.userinfo': false,
  'config.invalid': false,
  'config.invalid_header': false,
  'expr.syntax': false,
  'expr.timeout': false,
  'expr.limit': false,
  'expr.output_too_large': false,
  'expr.not_a_number': false,
  'expr.undefined_value': false,
  'expr.failed': false,
  'data.invalid': false,
  'node.failed': false,
} as const satisfies Record<string, boolean>;

export type ErrorCode = keyof typeof errorCodes;

/** A step's failure, safe to show: who answered what, and what helps. */
export class ConnectorError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Earliest useful retry in ms from now, from Retry-After. */
  readonly retryAfter: number | undefined;
  /** The request reached the wire and its answer was lost: the outcome is unknown. */
  readonly unknown: boolean;
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfter?: number; unknown?: boolean; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ConnectorError';
    this.code = code;
    this.retryable = options.retryable ?? errorCodes[code];
    this.retryAfter = options.retryAfter;
    this.unknown = options.unknown ?? false;
  }
}
