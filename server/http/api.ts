/** All the designer knows of the server: the shapes of `/api`. Types only. Times are ISO strings in UTC. */
import type { Calendar } from '../../flows/calendars/calendar.ts';
import type { SpecialDay } from '../../flows/calendars/special-day.ts';
import type { Flow, Json, JsonObject, Money, Problem } from '../../flows/flow.ts';
import type { EffectClass, Group } from '../../nodes/node-type.ts';

export type { Flow, Json, JsonObject, Money, Problem };

export type RunStatus = 'running' | 'waiting' | 'parked' | 'completed' | 'canceled';
export type StepStatus = 'scheduled' | 'running' | 'waiting' | 'completed' | 'failed' | 'canceled';
export type Role = 'admin' | 'operator';

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** RFC 9457, `application/problem+json`. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  path?: string;
  requestId: string;
  problems?: Problem[];
}

/** GET /api/me */
export interface Me {
  id: string;
  email: string;
  name: string;
  role: Role;
  demo: boolean;
  environment: 'Demo' | 'Test' | 'Production';
  version: string;
  /** A backup was put back and nobody has ended the review yet. */
  review?: { backupAt: string; restoredAt: string };
}

/** GET /api/review: one effect that may have been done after the backup was taken. */
export interface ReviewItem {
  runId: string;
  flow: string;
  keys: string[];
  node: string;
  title: string;
  class: 'A' | 'B' | 'C';
  /** The key its call carries where the receiver takes one; otherwise the order's own keys are what to look for there. */
  effectKey: string;
  heldAt: string;
  /** The backup knew this run; otherwise it came in after the backup was put back. */
  inBackup: boolean;
}

/** GET /api/node-types */
export interface NodeTypeInfo {
  type: string;
  title: string;
  summary: string;
  group: Group;
  icon: string;
  ports: string[];
  config: JsonObject;
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

/** GET /api/runs */
export interface RunInfo {
  id: string;
  flow: string;
  flowTitle: string;
  version: string;
  status: RunStatus;
  code?: string;
  reason?: string;
  keys: string[];
  startedAt: string;
  updatedAt: string;
  endedAt?: string;
  wakeAt?: string;
  amount?: Money;
  /** Titles and ids of the nodes with an open step. */
  at: { node: string; title: string }[];
  parent?: string;
}

/** GET /api/runs/{id} */
export interface RunDetail extends RunInfo {
  trigger: Json;
  order: Json;
  output?: Json;
  /** The drawing this run is pinned to. */
  drawing: Flow;
  /** Signals this run has taken and those waiting under its keys. */
  signals: { id: string; name: string; key: string; data: Json; at: string; taken: boolean }[];
  /** Signal names this run listens to now. */
  listensTo: string[];
  /** Steps whose undoing is drawn, in the order in which they are undone when the run is canceled. */
  undo: UndoInfo[];
  can: { cancel: boolean; retry: boolean; skip: boolean; signal: boolean };
}

/** `possible` before the run is canceled, `next` while others are undone, `left` when it was canceled without. */
export interface UndoInfo {
  /** Id and title of what was done, and title of what undoes it. */
  step: string;
  title: string;
  by: string;
  status: 'possible' | 'next' | 'under-way' | 'undone' | 'failed' | 'left';
}

/** GET /api/runs/{id}/steps */
export interface StepInfo {
  id: string;
  node: string;
  title: string;
  type: string;
  status: StepStatus;
  port?: string;
  attempt: number;
  revision: number;
  from?: string;
  startedAt: string;
  endedAt?: string;
  /** When the next attempt or deadline is due. */
  due?: string;
  ms?: number;
  input: Json;
  output?: Json;
  error?: { code: string; message: string };
  effect?: { class: EffectClass; key: string };
  waitingFor?: { signals: string[]; seen: string[]; until?: string; task?: string };
  attempts: { attempt: number; at: string; error: { code: string; message: string } }[];
  /** One sentence: "Held 30 min from placing, released early by Ada". */
  story: string;
}

/** Answer of POST /api/runs/{id}/cancel; 202 while `pending`. */
export interface CancelAnswer {
  result: 'canceled' | 'too-late' | 'pending';
  status: RunStatus;
}

/** GET /api/tasks */
export interface TaskInfo {
  id: string;
  title: string;
  role: string;
  status: 'open' | 'claimed' | 'completed' | 'canceled';
  runId: string;
  flow: string;
  flowTitle: string;
  node: string;
  key: string;
  createdAt: string;
  due?: string;
  /** Email of the one person it is for. */
  assignee?: string;
  claimedBy?: string;
  /** Whom the claimer stands in for. */
  claimedFor?: string;
  /** The viewer has claimed it. */
  mine: boolean;
  /** It belongs to somebody the viewer stands in for. */
  for?: string;
  /** What the viewer may do with it now. */
  can: TaskAct[];
  /** A second, different person must confirm the answer. */
  fourEyes: boolean;
  /** What the first of two answered: it needs a second person. */
  first?: { by: string; for?: string; at: string; answer: Json };
  /** The second person did not agree. */
  sentBack?: { by: string; at: string; reason: string };
  reminded: string[];
  escalated: { at: string; role: string }[];
  completedBy?: string;
  confirmedBy?: string;
  completedAt?: string;
  form: JsonObject;
  data?: Json;
  answer?: Json;
}

export type TaskAct = 'claim' | 'release' | 'complete' | 'confirm';

/** GET|PUT /api/me/deputy: who stands in for me, and whom I stand in for now. */
export interface DeputyInfo {
  mine: { name: string; email: string; from: string; until: string } | null;
  for: { name: string; email: string }[];
}

/** PUT /api/me/deputy */
export interface DeputyAsk {
  email: string;
  from?: string;
  until: string;
}

/** GET /api/tasks/{id}/links: ways for somebody without an account to answer once. */
export interface TaskLinkInfo {
  id: string;
  for: string;
  status: 'open' | 'used' | 'revoked' | 'expired';
  expires: string;
  /** Who made it; absent for the one its flow gives away. */
  by?: string;
  usedAt?: string;
}

/** POST /api/tasks/{id}/link; `url` is shown this once. */
export interface TaskLinkMade extends TaskLinkInfo {
  url: string;
}

/** GET /api/t/{token}: all that somebody outside sees of a task. */
export interface OutsideTask {
  title: string;
  for: string;
  expires: string;
  due?: string;
  form: JsonObject;
  data?: Json;
}

/** GET /api/deliveries */
export interface DeliveryInfo {
  id: string;
  at: string;
  endpoint: string;
  status: number;
  code?: string;
  detail?: string;
  bytes: number;
  event?: string;
  key?: string;
  duplicate: boolean;
  runs: { flow: string; runId: string }[];
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

/** GET /api/connections */
export interface ConnectionInfo {
  id: string;
  connector: string;
  title: string;
  paused: boolean;
  settings: JsonObject;
  /** Names of the secret fields that hold a value; never the value. */
  secrets: string[];
  usedBy: string[];
  slots: string[];
  /** Day on which a secret ends, by field. */
  ends?: Record<string, string>;
}

/** Calls through a connection in a span of time. `rate` is the busiest minute as a part of what the receiver bears. */
export interface CallFigures {
  calls: number;
  /** Answers that mean no. */
  refused: number;
  /** Told to wait; waited out and tried again. */
  busy: number;
  /** No answer, or one nobody can use. */
  failed: number;
  p50: number | null;
  p95: number | null;
  rate: number | null;
}

/** GET /api/connections/{id}/health, and GET /api/connection-health for all. Figures are up to 5 s behind. */
export interface ConnectionHealth {
  id: string;
  state: 'healthy' | 'refusing' | 'failing' | 'slow' | 'quiet' | 'paused';
  words: string;
  hour: CallFigures;
  day: CallFigures;
  /** p95 of the last hour in twelve parts of five minutes. */
  p95s: (number | null)[];
  lastOk?: string;
  lastNo?: { at: string; code: string; words: string };
  limit?: { perSecond: number; concurrent?: number };
  /** What ends when, soonest first. */
  ends: { what: string; at: string }[];
}

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

/** GET /api/switches: something that can be paused. */
export interface Switch {
  kind: 'flow' | 'trigger' | 'connection';
  /** `heat_pump`, `heat_pump/order`, `wms` */
  id: string;
  title: string;
  /** Triggers of a flow, or itself, or the nodes whose effects go through a connection. */
  nodes: { flow: string; node: string }[];
  paused: boolean;
  /** Of the pause that is on. */
  since?: string;
  by?: string;
  reason?: string;
}

/** GET /api/held: a switch that is off, or on again while what it held still goes on. */
export interface Held extends Switch {
  runs: number;
  money: Money[];
  /** Start of the oldest run. */
  oldest?: string;
  /** Where they wait. */
  at: { flow: string; node: string; runs: number }[];
}

/** GET /api/held/preview: open runs on their way to a connection. */
export interface HeldPreview {
  runs: number;
  money: Money[];
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

/** Sandbox systems of the demo: GET/PUT /api/demo */
export interface DemoState {
  systems: {
    id: string;
    title: string;
    effectClass: EffectClass;
    calls: number;
    mode: 'ok' | 'slow' | 'fail' | 'lose-answers';
    facts: Record<string, string | number>;
  }[];
  window: string;
}

/** Server-sent events of GET /api/events: `event: <kind>` with one of these as data. */
export type LiveEvent =
  | { kind: 'run'; id: string; flow: string; status: RunStatus; keys: string[]; open: string[] }
  | { kind: 'task'; id: string; status: TaskInfo['status'] }
  | { kind: 'delivery'; id: string; status: number }
  | { kind: 'flow'; id: string }
  /** A connection was paused or resumed. */
  | { kind: 'held'; id: string };

/* What the calls take. Every property that is not named here is refused with 422. */

/** POST /api/session; answers Me and sets the cookie. */
export interface SignInAsk {
  email: string;
  password: string;
}

/** POST /api/flows/{id}/deploy */
export interface DeployAsk {
  message?: string;
  pause?: boolean;
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

/** POST /api/flows/{id}/runs, with header Idempotency-Key */
export interface StartAsk {
  input: Json;
  key?: string;
}

export interface StartAnswer {
  runId: string;
  duplicate: boolean;
}

/** POST /api/runs/{id}/cancel, and …/pause of a flow */
export interface ReasonAsk {
  reason?: string;
}

/** POST /api/runs/{id}/retry */
export interface RetryAsk {
  from?: string;
  patch?: Json;
  reason?: string;
}

/** POST /api/runs/{id}/skip */
export interface SkipAsk {
  step?: string;
  reason?: string;
}

/** POST /api/runs/bulk: up to 1,000 runs per call, named or found. `dryRun` only counts. */
export interface BulkAsk {
  act: 'retry' | 'cancel' | 'skip';
  ids?: string[];
  filter?: { flow?: string; status?: RunStatus; key?: string; node?: string; code?: string; from?: string; to?: string };
  reason: string;
  dryRun?: boolean;
}

export interface BulkAnswer {
  matched: number;
  done: number;
  refused: { id: string; code: string; detail: string }[];
  /** More runs fit the filter than one call takes. */
  more: boolean;
}

/** POST /api/signals */
export interface SignalAsk {
  name: string;
  key: string;
  data?: Json;
  id?: string;
}

export interface SignalAnswer {
  id: string;
  duplicate: boolean;
  woken: string[];
}

/** POST /api/tasks/{id}/complete */
export interface CompleteAsk {
  answer: Json;
}

/** GET /api/orders/{key}: everything that shares the key. */
export interface CaseInfo {
  key: string;
  /** Further keys its runs carry. */
  keys: string[];
  runs: RunInfo[];
  signals: { id: string; name: string; key: string; data: Json; at: string }[];
  deliveries: DeliveryInfo[];
  tasks: TaskInfo[];
}

/** GET /api/connectors */
export interface ConnectorInfo {
  id: string;
  title: string;
  summary: string;
  logo?: string;
  effectClass: EffectClass;
  /** JSON Schema of a connection; secret fields carry `"x-secret": true`. */
  auth: JsonObject;
  actions: { type: string; title: string; summary: string }[];
  triggers: { type: string; title: string; summary: string }[];
  /** Messages come in at `/in/{id}`, signed with this secret field. */
  webhook?: { secretField: string };
  rateLimit?: { perSecond: number; concurrent?: number };
}

/** POST /api/connections and PUT /api/connections/{id}; a secret is write-only, `null` forgets it. */
export interface ConnectionAsk {
  id?: string;
  connector: string;
  title: string;
  settings?: JsonObject;
  secrets?: Record<string, string | null>;
  /** Day on which a secret ends, by field; `null` takes it away. */
  ends?: Record<string, string | null>;
}

/** POST /api/connections/{id}/test. `reach` is how far we got. */
export interface ConnectionTest {
  ok: boolean;
  words: string;
  ms: number;
  reach: 'nothing' | 'nobody' | 'no-right' | 'no-place' | 'trouble' | 'signed-in';
  /** Host that was called, where one was. */
  host?: string;
  /** Calls made, in order, without secrets. */
  tried: { call: string; answer: string; ok: boolean; ms: number; text?: string }[];
}

/** GET /api/environments/{env}/slots/{slot}; PUT takes `{connection: id | null}`. Slot is `slot` or `flow.slot`. */
export interface SlotBinding {
  environment: string;
  slot: string;
  connection: string | null;
}

/** GET /api/tables: lookup tables, without their rows. */
export interface TableSummary {
  id: string;
  title: string;
  columns: { name: string; type: 'text' | 'number' | 'boolean' | 'date' }[];
  /** Column whose cells find a row. */
  key: string;
  rows: number;
  version: number;
  at: string;
  by: string;
}

/** GET /api/tables/{id}; header `ETag` carries `rev` for If-Match. Cells stand in the order of the columns, null is empty. */
export interface TableDetail extends Omit<TableSummary, 'rows'> {
  rev: number;
  rows: (string | number | boolean | null)[][];
  /** Instant from which expressions see this version. */
  from: string;
  message: string;
}

/** PUT /api/tables/{id} */
export interface TableAsk extends Pick<TableDetail, 'title' | 'columns' | 'key' | 'rows'> {
  message?: string;
}

/** GET /api/tables/{id}/versions */
export interface TableVersionInfo {
  number: number;
  at: string;
  from: string;
  by: string;
  message: string;
  rows: number;
  columns: number;
}

/** POST /api/tables/{id}/import. Problems of the file have "line:column" as their path. */
export interface TableImportAsk {
  csv: string;
  /** `replace` when absent. */
  mode?: 'replace' | 'merge';
  dryRun?: boolean;
  title?: string;
  key?: string;
  message?: string;
}

export interface TableImport {
  dryRun: boolean;
  changes: {
    added: number;
    changed: number;
    removed: number;
    same: number;
    columnsAdded: string[];
    columnsRemoved: string[];
    /** The first 200. */
    rows: {
      kind: 'added' | 'changed' | 'removed';
      key: string;
      cells: { column: string; before: string | number | boolean | null; after: string | number | boolean | null }[];
    }[];
  };
  rev?: number;
  version?: number;
}

/** GET /api/tables/{id}/used-by and GET /api/environments/{env}/values/used-by */
export interface UsedByInfo {
  flow: string;
  title: string;
  draft: boolean;
  deployed: boolean;
  nodes: { id: string; title: string }[];
  columns: string[];
  values: string[];
}

/** GET and PUT /api/environments/{env}/values; no version yet where nothing was saved. */
export interface ValuesDetail {
  environment: string;
  active: boolean;
  rev: number;
  values: { [name: string]: string | number | boolean };
  version?: number;
  at?: string;
  by?: string;
  message?: string;
}

/** GET /api/environments/{env}/values/versions */
export interface ValuesVersionInfo {
  number: number;
  at: string;
  from: string;
  by: string;
  message: string;
  values: number;
}

/** POST /api/tokens; `token` is shown this once. */
export interface TokenInfo {
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  expiresAt: string;
  token?: string;
}

/** GET /api/audit */
export interface AuditInfo {
  seq: number;
  at: string;
  by: { id: string; name: string };
  what: string;
  on: string;
  reason?: string;
  before?: Json;
  after?: Json;
}

/** GET /api/calendars */
export interface CalendarInfo {
  id: string;
  title: string;
  zone: string;
  version: number;
  /** Every hub has it; nobody can change it. */
  shipped: boolean;
  /** A shipped calendar whose holidays it keeps. */
  base?: string;
  changedAt?: string;
  changedBy?: string;
  usedBy: CalendarUse[];
}

/** A flow that names a calendar, with the version it is deployed with. */
export interface CalendarUse {
  flow: string;
  title: string;
  nodes: string[];
  version?: number;
}

/** GET /api/calendars/{id}?at=; `ETag` carries the revision for If-Match. */
export interface CalendarDetail extends CalendarInfo {
  week: Calendar['week'];
  special: SpecialDay[];
  rev?: number;
  /** The acts a shipped calendar follows. */
  source?: string[];
  /** Newest first. */
  versions: { version: number; at: string; by: string }[];
}

/** GET /api/calendars/{id}/days?year= */
export interface CalendarDay {
  date: string;
  title: string;
  open: string[];
}

/** PUT /api/calendars/{id} */
export interface CalendarAsk {
  title: string;
  zone: string;
  base?: string;
  week: Calendar['week'];
  special?: SpecialDay[];
}

/** GET /api/schedules/preview?flow=&node=&count=, and POST with `{config, zone?, count?}` */
export interface SchedulePreview {
  zone: string;
  /** `movedFrom` is where the pattern had it, before it moved off a closed day. */
  items: { at: string; movedFrom?: string }[];
}

/** GET, POST and DELETE /api/flows/{id}/shadow: which version follows the one deployed. */
export interface ShadowInfo {
  flow: string;
  title: string;
  live?: { version: string; number: number };
  shadow?: { version: string; number: number; at: string; by: string; message: string };
}

/** POST /api/flows/{id}/shadow: a version that is kept, or the draft as it stands. */
export interface ShadowAsk {
  version?: string;
  draft?: true;
  message: string;
}

/**
 * `path`: another step or port; `due`: a wait that ends at another time; `made`, `not-made` and `body`: a call only the shadow
 * would make, only the live run made, or both with another request; `error`: what only the shadow runs into.
 */
export type ShadowDifferenceKind = 'path' | 'due' | 'made' | 'not-made' | 'body' | 'error' | 'money';

export interface ShadowDifference {
  kind: ShadowDifferenceKind;
  node: string;
  live?: Json;
  shadow?: Json;
}

/** A request as it would have left, without headers. `answer`: whose answer the shadow took; `none` was known. */
export interface ShadowCall {
  node: string;
  calls: { method: string; target: string; body?: Json }[];
  source: 'live' | 'recorded' | 'none';
}

/** `open`: no difference so far, and not both are over. `missing`: the delivery did not reach the shadow. */
export interface ShadowPair {
  key?: string;
  at: string;
  state: 'same' | 'differs' | 'open' | 'missing';
  live: { id: string; version: string; status: RunStatus };
  shadow?: { id: string; version: string; status: RunStatus };
  differences: ShadowDifference[];
  calls: ShadowCall[];
}

/** Totals are of at most 500 live runs, newest first; `complete` says whether there are no more. */
export interface ShadowTotals {
  runs: number;
  same: number;
  differs: number;
  open: number;
  missing: number;
  complete: boolean;
  /** Runs with at least one difference of a kind. */
  kinds: Record<ShadowDifferenceKind, number>;
}

/** GET /api/flows/{id}/shadow/report */
export interface ShadowReport extends ShadowInfo {
  totals: ShadowTotals;
  items: ShadowPair[];
  next: string | null;
}
