/** What the figures of calls say of a connection: how it fared in the last hour and day, in words and numbers. */
import type { Connector } from '../../connectors/connector.ts';
import type { SecretValue, StoredConnection } from '../access/bound.ts';
import { type CallHour, type CallMinute, callsId, callsKind, hourMs, hourOfCalls } from '../access/calls.ts';
import type { Documents } from '../engine/documents.ts';
import type { CallFigures, ConnectionHealth } from './api.ts';
import { quantile } from './node-figures.ts';
import { iso } from './run-info.ts';

const minuteMs = 60_000;
const sparkMs = 5 * minuteMs;
const sparks = 12;
const many = 20;
const muchRefused = 0.05;
const slowMs = 5_000;

interface Moment extends CallMinute {
  at: number;
}

interface Calls {
  minutes: Moment[];
  lastOk?: number;
  lastNo?: NonNullable<CallHour['lastNo']>;
}

/** Calls of the last day by connection. */
export async function readCalls(documents: Documents, tenant: string, now: number): Promise<Map<string, Calls>> {
  const found = new Map<string, Calls>();
  let cursor = callsId(Math.floor(now / hourMs) - 24, '', '');
  for (;;) {
    const page = await documents.list<CallHour>(tenant, callsKind, { cursor, limit: 500 });
    for (const { id, body } of page.items) {
      const calls = found.get(body.connection) ?? { minutes: [] };
      found.set(body.connection, calls);
      const start = hourOfCalls(id) * hourMs;
      for (const [minute, count] of Object.entries(body.minutes)) calls.minutes.push({ ...count, at: start + Number(minute) * minuteMs });
      if (body.lastOk !== undefined) calls.lastOk = Math.max(calls.lastOk ?? 0, body.lastOk);
      if (body.lastNo && body.lastNo.at > (calls.lastNo?.at ?? 0)) calls.lastNo = body.lastNo;
    }
    if (page.next === null) return found;
    cursor = page.next;
  }
}

export interface HealthOf {
  connection: StoredConnection;
  connector: Connector | undefined;
  calls: Calls | undefined;
  /** Secrets of which a former value is still good. */
  former: { field: string; values: SecretValue[] }[];
  now: number;
}

export function connectionHealth({ connection, connector, calls = { minutes: [] }, former, now }: HealthOf): ConnectionHealth {
  const perSecond = connector?.rateLimit?.perSecond;
  const since = (ms: number): Moment[] => calls.minutes.filter(({ at }) => at + minuteMs > now - ms && at <= now);
  const hour = figures(since(hourMs), perSecond);
  const { lastOk, lastNo } = calls;
  const state = stateOf(connection, hour);
  const limit = connector?.rateLimit;
  return {
    id: connection.id,
    state,
    words: wordsOf(state, hour, lastNo?.words),
    hour,
    day: figures(since(24 * hourMs), perSecond),
    p95s: Array.from({ length: sparks }, (_, part) => {
      const from = now - (sparks - part) * sparkMs;
      return figures(calls.minutes.filter(({ at }) => at >= from && at < from + sparkMs)).p95;
    }),
    ends: endsOf(connection, connector, former, now),
    ...(limit ? { limit } : {}),
    ...(lastOk === undefined ? {} : { lastOk: iso(lastOk) }),
    ...(lastNo ? { lastNo: { ...lastNo, at: iso(lastNo.at) } } : {}),
  };
}

function figures(minutes: Moment[], perSecond?: number): CallFigures {
  const sum = (kind: 'ok' | 'refused' | 'busy' | 'failed'): number => minutes.reduce((total, minute) => total + minute[kind], 0);
  const ms: number[] = [];
  for (const minute of minutes) for (const [bucket, count] of Object.entries(minute.ms)) ms[Number(bucket)] = (ms[Number(bucket)] ?? 0) + count;
  const [ok, refused, busy, failed] = [sum('ok'), sum('refused'), sum('busy'), sum('failed')];
  // Several processes count the same minute.
  const byMinute = [...Map.groupBy(minutes, ({ at }) => at).values()].map((same) =>
    same.reduce((n, one) => n + one.ok + one.refused + one.busy + one.failed, 0),
  );
  return {
    calls: ok + refused + busy + failed,
    refused,
    busy,
    failed,
    p50: quantile(ms, 0.5),
    p95: quantile(ms, 0.95),
    rate: perSecond === undefined || byMinute.length === 0 ? null : Math.min(1, Math.max(...byMinute) / (perSecond * 60)),
  };
}

function stateOf(connection: StoredConnection, { calls, refused, failed, p95 }: CallFigures): ConnectionHealth['state'] {
  if (connection.paused) return 'paused';
  if (calls === 0) return 'quiet';
  if (failed > 0 && failed / calls >= muchRefused) return 'failing';
  if (refused > 0 && refused / calls >= muchRefused) return 'refusing';
  return p95 !== null && p95 >= slowMs ? 'slow' : 'healthy';
}

function wordsOf(state: ConnectionHealth['state'], { calls, refused, failed, busy, p95 }: CallFigures, last: string | undefined): string {
  const lately = last === undefined ? '' : ` The last time it said: ${last.replace(/\.$/, '')}.`;
  const of = `of ${calls} ${calls === 1 ? 'call' : 'calls'} in the last hour`;
  switch (state) {
    case 'paused':
      return 'Paused: calls wait until it is resumed.';
    case 'quiet':
      return 'No calls in the last hour.';
    case 'failing':
      return `${failed} ${of} got no usable answer.${lately}`;
    case 'refusing':
      return `${refused} ${of} were refused.${lately}`;
    case 'slow':
      return `Slow: one call in twenty takes ${Math.round((p95 ?? 0) / 1_000)} s or longer.`;
    case 'healthy':
      if (calls === 1 && busy === 0) return 'The one call in the last hour went well.';
      return calls < many && refused + failed + busy === 0
        ? `All ${calls} calls in the last hour went well.`
        : `${calls} calls in the last hour, ${refused} refused, ${failed} failed${busy > 0 ? `, ${busy} told to wait` : ''}.`;
  }
}

/** Secrets whose end is known, and former ones that are still taken, soonest first. */
function endsOf(connection: StoredConnection, connector: Connector | undefined, former: HealthOf['former'], now: number): ConnectionHealth['ends'] {
  const properties = (connector?.auth['properties'] ?? {}) as Record<string, { title?: string } | undefined>; // the auth schema is an object's
  const titleOf = (field: string): string => properties[field]?.title ?? field;
  const known = Object.entries(connection.ends ?? {}).map(([field, day]) => ({ what: titleOf(field), at: Date.parse(day) }));
  const kept = former.flatMap(({ field, values }) =>
    values.flatMap(({ until }) => (until === undefined || until <= now ? [] : [{ what: `${titleOf(field)}, former value`, at: until }])),
  );
  return [...known, ...kept].sort((a, b) => a.at - b.at).map(({ what, at }) => ({ what, at: iso(at) }));
}
