/** Figures of nodes per minute, taken from the events of one commit. */
import type { Run, RunEvent } from './events.ts';
import type { NodeCount, RunHead } from './ports.ts';

/** 40 log-scale buckets reach from 1 ms to over a year; each is 1.85 times as wide as the one before. */
export const bucketOf = (ms: number): number => Math.min(39, Math.max(0, Math.ceil(Math.log(ms + 1) / Math.log(1.85)) - 1));
/** Upper edge of a bucket in ms. */
export const bucketEdge = (bucket: number): number => 1.85 ** (bucket + 1) - 1;

/** Node under which whole runs are counted. */
export const wholeRun = '';

/** A figure with nothing counted yet. */
export const emptyCount = (flow: string, version: string, node: string, minute: number): NodeCount => ({
  flow,
  version,
  node,
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
});

/** `triggerPort` is given with the first commit after the accept, which also counts the trigger that began the run. */
export function countEvents(head: RunHead, run: Run, events: RunEvent[], triggerPort: string | undefined): NodeCount[] {
  const counts = new Map<string, NodeCount>();
  const countOf = (node: string, at: number): NodeCount => {
    const minute = Math.floor(at / 60_000);
    const id = `${node}|${minute}`;
    const known = counts.get(id);
    if (known) return known;
    const fresh = emptyCount(head.flow, head.version, node, minute);
    counts.set(id, fresh);
    return fresh;
  };
  const pass = (count: NodeCount, port: string, ms: number): void => {
    count.completed += 1;
    count.ports[port] = (count.ports[port] ?? 0) + 1;
    count.latency.push(bucketOf(ms));
    if (head.amount !== undefined && head.currency !== undefined)
      count.money[head.currency] = String(BigInt(count.money[head.currency] ?? '0') + BigInt(head.amount));
  };

  if (triggerPort !== undefined) {
    const count = countOf(run.trigger, run.startedAt);
    count.started += 1;
    pass(count, triggerPort, 0);
  }
  for (const event of events) {
    if (event.type === 'run.completed') pass(countOf(wholeRun, event.at), 'completed', event.at - run.startedAt);
    if (!('step' in event) || event.step === undefined) continue;
    const step = run.steps.get(event.step)!;
    switch (event.type) {
      case 'step.scheduled':
        countOf(step.node, event.at).started += 1;
        break;
      case 'step.completed': {
        const count = countOf(step.node, event.at);
        pass(count, event.port, event.ms ?? event.at - step.scheduledAt);
        if (step.wait) count.waitMs += event.at - step.scheduledAt;
        break;
      }
      case 'step.failed':
        if (event.retryAt === undefined) countOf(step.node, event.at).failed += 1;
        else countOf(step.node, event.at).retried += 1;
        break;
      case 'step.waiting':
        countOf(step.node, event.at).waiting += 1;
        break;
    }
  }
  return [...counts.values()];
}
