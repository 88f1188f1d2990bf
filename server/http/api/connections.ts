/** Connectors, connections, and how their calls fare. */
import type { JsonObject } from '../../../flows/flow.ts';
import type { EffectClass } from '../../../nodes/node-type.ts';

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
