/** How calls through a connection came back: the shape it is kept in, and what a code counts as. */

/** `refused` are answers that mean no; `busy` ones are waited out; `failed` had no answer or one nobody can use. */
export type CallKind = 'ok' | 'refused' | 'busy' | 'failed';

export interface CallMinute extends Record<CallKind, number> {
  /** Calls by bucket of the log-scale histogram of engine/counts.ts. */
  ms: Record<number, number>;
}

/** Calls of one connection in one hour, as one life of a process saw them. */
export interface CallHour {
  connection: string;
  /** By minute of the hour, 0–59. */
  minutes: Record<number, CallMinute>;
  /** Instant of the last call that went well. */
  lastOk?: number;
  lastNo?: { at: number; code: string; words: string };
}

export const callsKind = 'calls';
export const hourMs = 3_600_000;

/** Hours come first, so that a day is one stretch of ids and the oldest are found at the beginning. */
export const callsId = (hour: number, connection: string, life: string): string => `${String(hour).padStart(8, '0')}/${connection}/${life}`;

/** The hour an id begins with. */
export const hourOfCalls = (id: string): number => Number(id.slice(0, 8));

const saysNo = new Set(['connector.refused', 'connector.unauthorized', 'connector.not_found', 'connector.conflict']);

/** What a call that came back with this code counts as; undefined when nothing was sent. */
export function kindOf(code: string | undefined): CallKind | undefined {
  if (code === undefined) return 'ok';
  if (saysNo.has(code)) return 'refused';
  if (code === 'connector.rate_limited') return 'busy';
  if (code === 'connector.effect_unknown' || !code.startsWith('connector.')) return undefined;
  return 'failed';
}
