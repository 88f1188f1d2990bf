import type { Claim, Delivery, RunHead } from '../../engine/ports.ts';

export interface HotRun {
  head: RunHead;
  commits: Claim['commits'];
  payloads: Map<string, string>;
}

const most = 4_096;
const largest = 65_536;

/**
 * Runs just accepted, kept until their first claim a moment later: that claim then reads nothing from
 * the disk. One that was there before (`known`) is not kept: it may have gone on. When it is full new runs are simply not kept, since the oldest are claimed first.
 */
export function hotRuns(): { keep(delivery: Delivery, known?: string[]): void; take(name: string): HotRun | undefined; forget(name: string): void } {
  const runs = new Map<string, HotRun>();
  return {
    keep({ starts }, known = []) {
      for (const { head, events, payloads } of starts) {
        if (runs.size >= most || head.status !== 'running' || events.length === 0 || known.includes(head.id)) continue;
        if (payloads.reduce((sum, { json }) => sum + json.length, 0) > largest) continue;
        runs.set(nameOf(head.tenant, head.id), {
          head,
          commits: [{ seq: head.seq, at: head.startedAt, author: 'start', events }],
          payloads: new Map(payloads.map(({ hash, json }) => [hash, json])),
        });
      }
    },
    take(name) {
      const run = runs.get(name);
      runs.delete(name);
      return run;
    },
    forget(name) {
      runs.delete(name);
    },
  };
}

export const nameOf = (tenant: string, id: string): string => `${tenant}\u0000${id}`;
