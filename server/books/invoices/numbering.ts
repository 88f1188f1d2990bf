/**
 * Numbers without a gap. The next number, the invoice that takes it and the key it was asked under change together or
 * not at all, so a number is never taken without its invoice and no two share one. Callers of one process stand in
 * line for a series; those of another process are found out by the revision of its counter.
 */
import type { Json } from '../../../flows/flow.ts';
import { ProblemError } from '../../../flows/flow.ts';
import type { Documents, Put } from '../../engine/documents.ts';

export interface Numbering {
  /**
   * The number asked for under this key: the one it has, or the next, kept with what `make` says belongs to it.
   * `make` may be asked more than once and must do nothing but answer.
   */
  take(ask: { key: string; series: string; digits: number; at: number }, make: (number: string) => Put[] | Promise<Put[]>): Promise<string>;
}

const counters = 'invoice-series';
const keys = 'invoice-key';
const tries = 100;

export function numberingOf(documents: Documents, tenant: string): Numbering {
  const lines = new Map<string, Promise<unknown>>();

  async function takeNow(
    { key, series, digits, at }: { key: string; series: string; digits: number; at: number },
    make: (number: string) => Put[] | Promise<Put[]>,
  ): Promise<string> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const taken = await documents.get<{ number: string }>(tenant, keys, key);
      if (taken) return taken.body.number;
      const counter = await documents.get<{ last: number }>(tenant, counters, series);
      const last = (counter?.body.last ?? 0) + 1;
      const number = `${series}${String(last).padStart(digits, '0')}`;
      const puts: Put[] = [
        { kind: counters, id: series, rev: counter?.rev ?? 0, body: { last } },
        { kind: keys, id: key, rev: 0, body: { number } satisfies Json },
        ...(await make(number)),
      ];
      if ((await documents.put(tenant, puts, at)) === 'done') return number;
    }
    throw new ProblemError(503, { code: 'invoice.series_busy', path: '', message: `Series ${series} is numbered by too many at once — ask again.` });
  }

  return {
    take(ask, make) {
      const before = lines.get(ask.series) ?? Promise.resolve();
      const mine = before.then(() => takeNow(ask, make));
      const settled = mine.catch(() => undefined);
      lines.set(ask.series, settled);
      void settled.then(() => lines.get(ask.series) === settled && lines.delete(ask.series));
      return mine;
    },
  };
}
