/** Adding up figures of nodes: what every store does with the counts that ride in a commit. */
import { emptyCount as nothingCounted } from '../engine/counts.ts';
import type { NodeCount } from '../engine/ports.ts';

const buckets = 40;

/** A figure as stored: `latency` holds one counter per bucket instead of one entry per turn. */
export const emptyCount = (flow: string, version: string, node: string, minute: number): NodeCount => ({
  ...nothingCounted(flow, version, node, minute),
  latency: new Array<number>(buckets).fill(0),
});

/** Refuse a commit whose money is no number before any of it is kept: adding up afterwards cannot fail. */
export function assertCountable(counts: NodeCount[]): void {
  for (const { money } of counts) for (const amount of Object.values(money)) BigInt(amount);
}

/** Add a fresh figure, as it rides in a commit, to a stored one. */
export function addTurns(sum: NodeCount, fresh: NodeCount): void {
  addPlain(sum, fresh);
  for (const bucket of fresh.latency) sum.latency[bucket] = (sum.latency[bucket] ?? 0) + 1;
}

/** Add one stored figure to another. */
export function addStored(sum: NodeCount, stored: NodeCount): void {
  addPlain(sum, stored);
  stored.latency.forEach((count, bucket) => {
    sum.latency[bucket] = (sum.latency[bucket] ?? 0) + count;
  });
}

function addPlain(sum: NodeCount, more: NodeCount): void {
  sum.started += more.started;
  sum.completed += more.completed;
  sum.failed += more.failed;
  sum.retried += more.retried;
  sum.waiting += more.waiting;
  sum.waitMs += more.waitMs;
  for (const [currency, amount] of Object.entries(more.money)) sum.money[currency] = addMoney(sum.money[currency], amount);
  for (const [port, count] of Object.entries(more.ports)) sum.ports[port] = (sum.ports[port] ?? 0) + count;
}

/** Minor units as text, added exactly. */
export function addMoney(sum: string | undefined, more: string): string {
  return String(BigInt(sum ?? 0) + BigInt(more));
}

/** Stored minutes gathered per node, and per span of `bucketMs` when asked. */
export function gatherCounts(stored: Iterable<NodeCount>, filter: { flow: string; version?: string; from: number; bucketMs?: number }): NodeCount[] {
  const sums = new Map<string, NodeCount>();
  for (const count of stored) {
    const at = count.minute * 60_000;
    const minute = Math.floor((filter.bucketMs ? Math.floor(at / filter.bucketMs) * filter.bucketMs : filter.from) / 60_000);
    const id = `${minute}/${count.node}`;
    let sum = sums.get(id);
    if (!sum) {
      sum = emptyCount(filter.flow, filter.version ?? '', count.node, minute);
      sums.set(id, sum);
    }
    addStored(sum, count);
  }
  return [...sums.values()].sort((a, b) => a.minute - b.minute || (a.node < b.node ? -1 : 1));
}
