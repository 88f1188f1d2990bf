/**
 * How calls through each connection came back, minute by minute. Counted where effects return, kept as one document per
 * connection, hour and life of a process, written every few seconds while calls go out. The price: one small write per
 * flush, and what a killed process had not written yet is missing from the figures. Nothing is decided by them.
 */
import type { Json } from '../../../flows/flow.ts';
import { type CallHour, type CallKind, callsId, callsKind, hourMs, kindOf } from '../../access/calls.ts';
import { homeOf } from '../../access/viewer.ts';
import { bucketOf } from '../../engine/counts.ts';
import type { Documents } from '../../engine/documents.ts';
import type { Health } from '../../engine/drain-deps.ts';
import type { Clock } from '../../engine/ports.ts';

export interface CallCounts {
  /** Environments share their connections, so what is heard in one counts for all. */
  heard(tenant: string, connection: string, found: Health): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

const flushEvery = 5_000;
const keptHours = 24 * 8;
const longestWords = 400;

export function callCounts(deps: {
  documents: Documents;
  clock: Clock;
  life: string;
  report(message: string, details: { error?: unknown }): void;
}): CallCounts {
  const { documents, clock, life, report } = deps;
  const hours = new Map<string, { tenant: string; id: string; hour: number; body: CallHour }>();
  const touched = new Set<string>();
  let isTimed = false;
  let writing = Promise.resolve();
  let trimmed = 0;

  function hourOf(tenant: string, connection: string, hour: number): { name: string; body: CallHour } {
    const name = `${tenant} ${connection} ${hour}`;
    const known = hours.get(name);
    if (known) return { name, body: known.body };
    const body: CallHour = { connection, minutes: {} };
    hours.set(name, { tenant, id: callsId(hour, connection, life), hour, body });
    return { name, body };
  }

  async function write(): Promise<void> {
    const now = clock.now();
    const names = [...touched];
    const rows = names.flatMap((name) => hours.get(name) ?? []);
    touched.clear();
    // One by one, side by side: they need not stand or fall together, and a store may charge for that.
    const puts = rows.map(
      ({ tenant, id, body }) => documents.put(tenant, [{ kind: callsKind, id, body: structuredClone(body) as unknown as Json }], now), // plain JSON
    );
    const failed = (await Promise.allSettled(puts)).find((put) => put.status === 'rejected');
    if (failed) {
      for (const name of names) touched.add(name);
      throw failed.reason;
    }
    const hour = Math.floor(now / hourMs);
    if (hour > trimmed) for (const tenant of new Set(rows.map((row) => row.tenant))) await trim(tenant, hour - keptHours);
    if (rows.length > 0) trimmed = hour;
    for (const [name, { hour }] of hours) if (hour < Math.floor(now / hourMs) - 1) hours.delete(name);
  }

  /** Hours stand first in the ids, so the oldest come first. */
  async function trim(tenant: string, before: number): Promise<void> {
    const { items } = await documents.list(tenant, callsKind, { limit: 500 });
    const old = items.filter(({ id }) => id < callsId(before, '', ''));
    if (old.length > 0)
      await documents.put(
        tenant,
        old.map(({ id }) => ({ kind: callsKind, id, body: null })),
        clock.now(),
      );
  }

  const flush = (): Promise<void> => {
    writing = writing.then(write).catch((error: unknown) => report('figures of calls could not be written', { error }));
    return writing;
  };

  return {
    heard(of, connection, found) {
      const tenant = homeOf(of);
      const kind: CallKind | undefined = kindOf(found.refusal?.code);
      if (kind === undefined || found.ms === undefined) return;
      const now = clock.now();
      const { name, body } = hourOf(tenant, connection, Math.floor(now / hourMs));
      const minute = Math.floor(now / 60_000) % 60;
      const count = body.minutes[minute] ?? { ok: 0, refused: 0, busy: 0, failed: 0, ms: {} };
      body.minutes[minute] = count;
      count[kind] += 1;
      const bucket = bucketOf(found.ms);
      count.ms[bucket] = (count.ms[bucket] ?? 0) + 1;
      if (found.refusal) body.lastNo = { at: now, code: found.refusal.code, words: found.refusal.message.slice(0, longestWords) };
      else body.lastOk = now;
      touched.add(name);
      if (isTimed) return;
      isTimed = true;
      clock.wake(now + flushEvery, () => {
        isTimed = false;
        void flush();
      });
    },
    flush,
  };
}
