/** Figures of nodes per minute, taken from the events of one commit. */
import type { Run, RunEvent } from './events.ts';
import type { NodeCount, RunHead } from './ports.ts';

/** 40 log-scale buckets reach from 1 ms to over a year; each is 1.85 times as wide as the one before. */
export const bucketOf = (ms: number): number => Math.min(39, Math.max(0, Math.ceil(Math.log(ms + 1) / Math.log(1.85)) - 1));
/** Upper edge of a bucket in ms. */
export const bucketEdge = (bucket: number): number => 1.85 ** (bucket + 1) - 1;

export function countEvents(head: RunHead, run: Run, events: RunEvent[]): NodeCount[] {
  const counts = new Map<string, NodeCount>();
  for (const event of events) {
    if (!('step' in event) || event.step === undefined) continue;
    const step = run.steps.get(event.step);
    if (!step) continue;
    const minute = Math.floor(event.at / 60_000);
    const id = `${step.node}|${minute}`;
    let count = counts.get(id);
    if (!count) {
      count = {
        flow: head.flow,
        version: head.version,
        node: step.node,
        minute,
        started: 0,
        completed: 0,
        failed: 0,
        retried: 0,
        waiting: 0,
        latency: [],
        waitMs: 0,
        money: {},
        ports: {},
      };
      counts.set(id, count);
    }
    switch (event.type) {
      case 'step.scheduled':
        count.started += 1;
        break;
      case 'step.completed': {
        count.completed += 1;
        count.ports[event.port] = (count.ports[event.port] ?? 0) + 1;
        const ms = event.ms ?? event.at - step.scheduledAt;
        count.latency.push(bucketOf(ms));
        if (step.wait) count.waitMs += event.at - step.scheduledAt;
        if (head.amount !== undefined && head.currency !== undefined)
          count.money[head.currency] = String(BigInt(count.money[head.currency] ?? '0') + BigInt(head.amount));
        break;
      }
      case 'step.failed':
        if (event.retryAt === undefined) count.failed += 1;
        else count.retried += 1;
        break;
      case 'step.waiting':
        count.waiting += 1;
        break;
    }
  }
  return [...counts.values()];
}
